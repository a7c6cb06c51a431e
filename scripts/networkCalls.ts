/** Ways of a script and of a style sheet to open a connection. */
const calls: readonly RegExp[] = [
  /\b(?:fetch|XMLHttpRequest|WebSocket|WebSocketStream|WebTransport|EventSource|sendBeacon|RTCPeerConnection|importScripts)\b/g,
  // The extension has VS Code and files beside it to ask, and the page nothing.
  /\brequire\((?!["'`](?:vscode|\.\/[\w-]+\.js)["'`]\))|\bimport\(|\bprocess\.(?:binding|getBuiltinModule)\b/g,
  // What is evaluated is the file beside it, which was looked at, too.
  /\bFunction\((?!["'`]module["'`],)|\beval\(/g,
  /(?:@import|url\()\s*["']?(?:https?:)?\/\/|\bsrc\s*=\s*["'`]https?:/g,
];

/** What in a bundle could open a network connection, each with some of the text around it. */
export function networkCalls(bundle: string): readonly string[] {
  return calls
    .flatMap((call) => [...bundle.matchAll(call)])
    .map(({ index }) => bundle.slice(Math.max(0, index - 40), index + 60).replaceAll('\n', ' '));
}

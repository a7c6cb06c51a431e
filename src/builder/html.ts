import { env, l10n, Uri, type Webview } from 'vscode';

/** Where the page's files are: the only folder that the webview may read. */
export function pageRoot(extension: Uri): Uri {
  return Uri.joinPath(extension, 'dist', 'webview');
}

/** The page: one script and one style sheet, each let in by a nonce; nothing inline, nothing from the network. */
export function pageHtml(webview: Webview, extension: Uri): string {
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(pageRoot(extension), name)).toString();
  const nonce = makeNonce();
  // The icons are masks of the style sheet, which count as images.
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src ${webview.cspSource};`;
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(env.language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" nonce="${nonce}" href="${escapeAttribute(file('style.css'))}">
  <title>${escapeAttribute(l10n.t('Token Builder'))}</title>
</head>
<body>
  <script type="module" nonce="${nonce}" src="${escapeAttribute(file('builder.js'))}"></script>
</body>
</html>`;
}

function makeNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24))));
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

import { afterEach, expect, it } from 'vitest';
import type { Webview } from 'vscode';
import { pageHtml } from '../../../src/builder/html.ts';
import { resetVSCode, setLanguage, Uri } from '../../standIn/vscode.ts';

afterEach(resetVSCode);

const webview = { cspSource: 'https://csp.test', asWebviewUri: (uri: Uri) => uri } as unknown as Webview;
const page = (folder: string) => pageHtml(webview, Uri.file(folder) as never);
const nonceOf = (html: string) => /'nonce-([^']*)'/.exec(html)?.[1] ?? '';

it('says its title in the language of the person', () => {
  expect(page('/x')).toContain('<title>Token Builder</title>');
  setLanguage('de', { 'Token Builder': 'A <b> & "B"' });
  expect(page('/x')).toContain('<html lang="de">');
  expect(page('/x')).toContain('<title>A &#60;b&#62; &#38; &#34;B&#34;</title>');
});

it('is whole where the folder of the extension has marks of HTML in its name', () => {
  expect(page(`/a"b'<c>&d`)).toContain('src="file:///a&#34;b&#39;&#60;c&#62;&#38;d/dist/webview/builder.js"');
});

it('lets scripts and styles in by a nonce that nobody guesses', () => {
  const nonces = [page('/x'), page('/x')].map(nonceOf);
  for (const nonce of nonces) expect(Buffer.from(nonce, 'base64')).toHaveLength(24);
  expect(nonces[0]).not.toBe(nonces[1]);
});

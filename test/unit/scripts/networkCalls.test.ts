import { expect, it } from 'vitest';
import { networkCalls } from '../../../scripts/networkCalls.ts';

it.each([
  'await fetch(e)',
  'globalThis.fetch',
  'new WebSocket("wss://a")',
  'new XMLHttpRequest',
  'new EventSource(e)',
  'navigator.sendBeacon(a,b)',
  'require("node:https").get(a)',
  "require('net')",
  'await import("node:http2")',
  'process.getBuiltinModule("net")',
  'importScripts(a)',
  'import("./later.js")',
  'new Function("a",b)',
  'Function(b)()',
  '(0,eval)(b);eval(b)',
  '@import "https://a.b/c.css"',
  'a{background:url(//a.b/c.png)}',
  'image.src="https://a.b"',
])('finds %s', (text) => {
  expect(networkCalls(`a;${text};b`)).toHaveLength(1);
});

it.each([
  'require("vscode")',
  'require("./later.js")',
  'new Function("module",text)',
  'source:"https://www.rfc-editor.org"',
  'a{mask:url(./add.svg)}',
  'prefetched',
  'e.http.insertAs',
])('leaves %s alone', (text) => {
  expect(networkCalls(`a;${text};b`)).toEqual([]);
});

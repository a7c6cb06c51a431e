import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test, vi } from 'vitest';
import { forms } from '../../../../src/builder/forms.ts';
import { App } from '../../../../src/builder/webview/App.tsx';
import type { Actions } from '../../../../src/builder/webview/actions.ts';
import { initialState, withKind } from '../../../../src/builder/webview/state.ts';
import { makeStore } from '../../../../src/builder/webview/store.ts';
import { writableKinds } from '../../../../src/kinds/index.ts';

// What asks for the language of the page.
vi.stubGlobal('document', { documentElement: { lang: 'en' } });

const descriptions = forms((text) => text, { registered: {}, header: {}, of: () => ({}) } as never);
const start = { forms: descriptions, recipes: [], methods: ['GET'], lastKinds: [] };

for (const { id, label } of writableKinds)
  test(`the page shows the form of the kind ${id}`, () => {
    const state = withKind(initialState(start, undefined), id);
    const html = renderToString(h(App, { store: makeStore(state), actions: {} as Actions }));
    expect(html).toContain(`value="${label}"`);
    expect(html).toContain('Key');
  });

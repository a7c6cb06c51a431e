import { defineConfig } from 'vitest/config';
import { replacing, unit } from './vitest.config.mts';

/** The unit tests of `src` that StrykerJS runs against its mutants: those of scripts and of the manifest notice none. */
const exclude = ['test/unit/scripts/**'];

export default defineConfig({
  test: {
    tags: unit.tags,
    tagsFilter: ['!time'],
    projects: [
      { test: { ...unit, name: 'unit', exclude: [...exclude, replacing], isolate: false } },
      { test: { ...unit, name: 'unit-isolated', include: [replacing] } },
    ],
  },
});

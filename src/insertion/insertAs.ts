/** Where a token of an `.http` file goes whose request names none yet. */
export const insertAsForms = ['header', 'variable', 'environment', 'send'] as const;
export type InsertAs = (typeof insertAsForms)[number];

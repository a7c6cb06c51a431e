/** What is known of where a text stands, which tells what it is where its content does not. */
export interface Whereabouts {
  /** The name of the variable that it is the value of. */
  readonly variable?: string;
  /** The name of the file that it is the content of. */
  readonly file?: string;
  /** Whether the workspace has a file of this path. */
  readonly hasFile?: (path: string) => Promise<boolean>;
}

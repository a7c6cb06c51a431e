declare module '@usebruno/lang/v2/src/*.js' {
  const parse: (text: string) => unknown;
  export default parse;
}

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { inserted } from './cursor.ts';

const H = "-H 'Authorization: Bearer TOKEN'";

describe.each<[string, string]>([
  ['shellscript', '/a.sh'],
  ['plaintext', '/a.txt'],
])('a curl command, %s', (languageId, path) => {
  it.each<[string, string, string]>([
    ['no header', 'curl -s https://a‸', `curl ${H} -s https://a`],
    ['a URL alone', 'curl https://a‸/b', `curl ${H} https://a/b`],
    ['cursor before it', '‸  curl -s https://a', `  curl ${H} -s https://a`],
    ['cursor in its name', 'cu‸rl -s https://a', `curl ${H} -s https://a`],
    ['another header', "curl -H 'A: b' https://a‸", `curl -H 'A: b' ${H} https://a`],
    [
      'the last of other headers',
      'curl --header \'A: b\' -sSH "C: d" https://a‸',
      `curl --header 'A: b' -sSH "C: d" ${H} https://a`,
    ],
    ['the header', "curl -H 'Authorization: Bearer x' https://a‸", `curl -H 'Authorization: Bearer TOKEN' https://a`],
    [
      'the header in double quotes and another case',
      'curl --header "authorization: X" https://a‸',
      'curl --header "authorization: Bearer TOKEN" https://a',
    ],
    [
      'the header attached behind other options',
      'curl -sSH"Authorization: x" https://a‸',
      'curl -sSH"Authorization: Bearer TOKEN" https://a',
    ],
    ['the header attached', "curl -H'Authorization: x' https://a‸", "curl -H'Authorization: Bearer TOKEN' https://a"],
    ['the header in pieces', 'curl -H "Authorization: Bearer "$TOKEN https://a‸', `curl ${H} https://a`],
    ['the header without a value', "curl -H 'Authorization:' https://a‸", `curl ${H} https://a`],
    ['--oauth2-bearer', 'curl --oauth2-bearer x https://a‸', 'curl --oauth2-bearer TOKEN https://a'],
    ['--oauth2-bearer in quotes', 'curl --oauth2-bearer "X" https://a‸', 'curl --oauth2-bearer "TOKEN" https://a'],
    ['a name alike', "curl -H 'X-Authorization: x' https://a‸", `curl -H 'X-Authorization: x' ${H} https://a`],
    [
      'the second of two',
      'curl -s https://a | curl -d @- https://b‸ > c',
      `curl -s https://a | curl ${H} -d @- https://b > c`,
    ],
    ['the first of two', 'curl -s https://a‸ | curl -d @- https://b', `curl ${H} -s https://a | curl -d @- https://b`],
    ['a pipe behind it', 'curl -s https://a | jq ‸.', `curl ${H} -s https://a | jq .`],
    ['a substitution', 'x=$(curl -s "https://a?b=c&d=$(e)"‸) && f', `x=$(curl ${H} -s "https://a?b=c&d=$(e)") && f`],
    ['a path to it', '/usr/bin/curl -s https://a‸', `/usr/bin/curl ${H} -s https://a`],
    ['a body that names curl options', `curl -d '{"a": "-H b"}' https://a‸`, `curl ${H} -d '{"a": "-H b"}' https://a`],
    ['a body over lines', 'curl https://a -d \'{\n  "b":‸ 1\n}\'\n', `curl ${H} https://a -d '{\n  "b": 1\n}'\n`],
    ['continued lines', 'curl -X POST \\\n  https://a \\\n  -d b‸\n', `curl ${H} -X POST \\\n  https://a \\\n  -d b\n`],
    [
      'continued lines from the first',
      'curl \\\n  -X POST \\\n  https://a‸\n',
      `curl \\\n  ${H} \\\n  -X POST \\\n  https://a\n`,
    ],
    [
      'continued lines with a header',
      "curl https://a‸ \\\r\n  -H 'A: b' \\\r\n  -d c\r\n",
      `curl https://a \\\r\n  -H 'A: b' \\\r\n  ${H} \\\r\n  -d c\r\n`,
    ],
    [
      'continued lines with the header',
      "curl https://a \\\n  -H 'Authorization: x' \\\n  -d ‸c",
      `curl https://a \\\n  -H 'Authorization: Bearer TOKEN' \\\n  -d c`,
    ],
    [
      'a comment behind it',
      "curl -s https://a # with -H 'Authorization: x'‸",
      `curl ${H} -s https://a # with -H 'Authorization: x'`,
    ],
    ['a comment in a word', "curl -d 'a' https://a#b -s‸", `curl ${H} -d 'a' https://a#b -s`],
    [
      'a quote with an escape behind a dollar',
      "curl -d $'it\\'s' -s https://a‸ | b",
      `curl ${H} -d $'it\\'s' -s https://a | b`,
    ],
    ['an escaped separator', 'curl -d a\\;b https://a‸; c', `curl ${H} -d a\\;b https://a; c`],
    ['a substitution in a word', 'curl -d $(a; b) -s https://a‸; c', `curl ${H} -d $(a; b) -s https://a; c`],
    ['brackets in brackets', 'curl -d $(a $(b) ; c) -s https://a‸; d', `curl ${H} -d $(a $(b) ; c) -s https://a; d`],
    ['a file to write to', "curl -H 'A: b'>c https://a‸", `curl -H 'A: b' ${H}>c https://a`],
    ['a header behind it', "curl https://a -H 'A: b'; x -H 'C: d'‸", `curl https://a -H 'A: b' ${H}; x -H 'C: d'`],
    ['continued lines with \\r', 'curl \\\r  -s \\\r  https://a‸\r', `curl \\\r  ${H} \\\r  -s \\\r  https://a\r`],
    [
      'a name in another word',
      'mycurl -s https://b\ncurl -s https://a‸',
      `mycurl -s https://b\ncurl ${H} -s https://a`,
    ],
    ['curl that is a word of it', 'curl -s https://curl‸', `curl ${H} -s https://curl`],
    ['a prompt before it', '$ curl -s https://a‸', `$ curl ${H} -s https://a`],
    ['a quote that nothing closes', "curl -s 'https://a‸", `curl ${H} -s 'https://a`],
  ])('%s', (_, marked, expected) => expect(inserted(languageId, path, marked)).toBe(expected));
});

describe('a variable in a curl command stays', () => {
  it.each<[string, string, string]>([
    ['shellscript', 'T=x\ncurl -H "Authorization: Bearer $T" a.b‸', 'T=TOKEN\ncurl -H "Authorization: Bearer $T" a.b'],
    [
      'shellscript',
      'export T="x" # y\ncurl --oauth2-bearer "${T}" a.b‸',
      'export T="TOKEN" # y\ncurl --oauth2-bearer "${T}" a.b',
    ],
    [
      'shellscript',
      'A=\'Bearer x\'\ncurl -H "Authorization: $A" a.b‸',
      'A=\'Bearer TOKEN\'\ncurl -H "Authorization: $A" a.b',
    ],
    ['shellscript', 'T=x\nT=y\ncurl --oauth2-bearer $T a.b‸\nT=z', 'T=x\nT=TOKEN\ncurl --oauth2-bearer $T a.b\nT=z'],
    ['shellscript', 'A=1 T=x B=2\ncurl --oauth2-bearer $T a.b‸', 'A=1 T=TOKEN B=2\ncurl --oauth2-bearer $T a.b'],
    ['shellscript', 'A="T=1"\nT=x\ncurl --oauth2-bearer $T a.b‸', 'A="T=1"\nT=TOKEN\ncurl --oauth2-bearer $T a.b'],
    ['shellscript', 'T=x;curl --oauth2-bearer $T a.b‸', 'T=TOKEN;curl --oauth2-bearer $T a.b'],
    ['shellscript', 'T=$(get)\ncurl -H "Authorization: Bearer $T" a.b‸', '(reference)'],
    ['shellscript', 'curl -H "Authorization: Bearer $T" a.b‸', '(reference)'],
    ['shellscript', 'curl -H "Authorization: Bearer $(get)" a.b‸', '(reference)'],
    [
      'fish',
      'set -x T x\ncurl -H "Authorization: Bearer $T" a.b‸',
      'set -x T TOKEN\ncurl -H "Authorization: Bearer $T" a.b',
    ],
    [
      'powershell',
      '$t = "x"\ncurl.exe -H "Authorization: Bearer $t" a.b‸',
      '$t = "TOKEN"\ncurl.exe -H "Authorization: Bearer $t" a.b',
    ],
    [
      'powershell',
      '$env:T="x"\ncurl.exe -H "Authorization: Bearer $env:T" a.b‸',
      '$env:T="TOKEN"\ncurl.exe -H "Authorization: Bearer $env:T" a.b',
    ],
    [
      'bat',
      'set T=x\r\ncurl -H "Authorization: Bearer %T%" a.b‸',
      'set T=TOKEN\r\ncurl -H "Authorization: Bearer %T%" a.b',
    ],
    [
      'yaml',
      'run: |\n  T=x\n  curl -H "Authorization: Bearer $T" a.b‸\n',
      'run: |\n  T=TOKEN\n  curl -H "Authorization: Bearer $T" a.b\n',
    ],
    ['yaml', 'run: |\n  curl -H "Authorization: Bearer ${{ secrets.T }}" a.b‸\n', '(reference)'],
  ])('%s %j', (languageId, marked, expected) => expect(inserted(languageId, '/a', marked)).toBe(expected));

  it('and its value goes to the .env that has it', () => {
    const curl = 'curl -H "Authorization: Bearer $T" a.b';
    const sources = [{ form: 'dotenv', text: 'T=x\n', isOfVariables: false, isPrivate: true }] as const;
    expect(inserted('shellscript', '/a.sh', `${curl}‸`, { sources })).toBe(`${curl}\n=====\nT=TOKEN\n`);
  });

  it('unless it stands where no shell reads it', () => {
    expect(inserted('shellscript', '/a.sh', "curl -H 'Authorization: Bearer $T' a.b‸")).toBe(`curl ${H} a.b`);
  });
});

describe('other shells', () => {
  it.each<[string, string, string, string]>([
    [
      'bat',
      '/a.bat',
      'curl ^\r\n  -H "A: b" ^\r\n  https://a‸\r\n',
      'curl ^\r\n  -H "A: b" ^\r\n  -H "Authorization: Bearer TOKEN" ^\r\n  https://a\r\n',
    ],
    ['plaintext', '/a.cmd', 'curl.exe -s https://a‸', 'curl.exe -H "Authorization: Bearer TOKEN" -s https://a'],
    ['plaintext', '/a.txt', 'curl ^\n  https://a‸', 'curl ^\n  -H "Authorization: Bearer TOKEN" ^\n  https://a'],
    ['powershell', '/a.ps1', 'curl.exe `\n  -s https://a‸', `curl.exe \`\n  ${H} \`\n  -s https://a`],
    ['powershell', '/a.ps1', 'curl.exe -s "https://a`"b"‸', `curl.exe ${H} -s "https://a\`"b"`],
  ])('%s %s %j', (languageId, path, marked, expected) => expect(inserted(languageId, path, marked)).toBe(expected));
});

describe('a shell script without curl at the cursor', () => {
  it.each<[string, string]>([
    ['‸', H],
    ['http ‸', `http ${H}`],
    ['http‸ GET', `http ${H} GET`],
    ['http ‸GET', `http ${H} GET`],
    ['apt-get install -y curl jq‸', `apt-get install -y curl jq ${H}`],
    ['echo ‸\ncurl -s https://a', `echo ${H}\ncurl -s https://a`],
    ['curl -s https://a\necho ‸', `curl -s https://a\necho ${H}`],
    ['libcurl -s‸', `libcurl -s ${H}`],
  ])('%j', (marked, expected) => expect(inserted('shellscript', '/a.sh', marked)).toBe(expected));
});

/** What a shell hands to curl: the arguments of each call, in order. */
function argumentsIn(script: string): string[][] {
  const shell = spawnSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; printf '\\1'; }\n${script}`], {
    encoding: 'utf8',
  });
  expect(shell.stderr).toBe('');
  return shell.stdout
    .split('\u0001')
    .slice(0, -1)
    .map((call) => call.split('\0').slice(0, -1));
}

describe.skipIf(process.platform === 'win32')('a shell', () => {
  it.each([
    'curl -s https://a‸',
    'curl -H \'A: b\' --header "C: $d" https://a‸ 2>&1',
    'curl -s "https://a?b=c&d=$(echo "e f")"‸ && true; curl https://b',
    'curl \\\n  -X POST \\\n  https://a‸\n',
    "curl https://a‸ \\\n  -H 'A: b' \\\n  -d 'c\n d' # e\n",
    `curl -d '{"a": "-H b"}' -d "it's" -d it\\'s https://a‸`,
    "x=1 curl -d \"$(cat <<'EOF'\na 'b\nEOF\n)\" https://a‸",
    'for a in b c; do curl "https://$a"‸; done',
  ])('passes on one header more: %j', (marked) => {
    const before = argumentsIn(marked.replace('‸', ''));
    const after = argumentsIn(inserted('shellscript', '/a.sh', marked));
    const added = ['-H', 'Authorization: Bearer TOKEN'];
    const isAdded = (call: readonly string[], at: number) => `${call.slice(at, at + 2)}` === `${added}`;
    const withoutAdded = after.map((call) => call.filter((_, at) => !isAdded(call, at) && !isAdded(call, at - 1)));
    expect(withoutAdded).toEqual(before);
    expect(after).not.toEqual(before);
  });

  it.each([
    ["curl -H 'Authorization: x' https://a‸", 'Authorization: Bearer TOKEN'],
    ['curl -H"authorization: x" https://a‸', 'authorization: Bearer TOKEN'],
    ['curl -H "Authorization: Bearer "$x"y" https://a‸', 'Authorization: Bearer TOKEN'],
    ["curl --header $'Authorization: it\\'s' https://a‸", 'Authorization: Bearer TOKEN'],
  ])('passes on the header in place of the one before: %j', (marked, header) => {
    expect(
      argumentsIn(inserted('shellscript', '/a.sh', marked))
        .flat()
        .join(' '),
    ).toContain(header);
  });
});

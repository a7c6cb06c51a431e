type Cases = Readonly<Record<string, readonly [marked: string, expected: string]>>;

/** For each language, by VS Code's id: a text with a cursor, and the text with the token. */
export const codeCases: Readonly<Record<string, Cases>> = {
  python: {
    'an empty dictionary': ['headers = {‸}', 'headers = { "Authorization": "Bearer TOKEN" }'],
    'a dictionary': ["headers = {'Accept': 'x'‸}", "headers = {'Accept': 'x', 'Authorization': 'Bearer TOKEN'}"],
    'a dictionary over lines': [
      'headers = {\n    "Accept": "x",‸\n}',
      'headers = {\n    "Accept": "x",\n    "Authorization": "Bearer TOKEN",\n}',
    ],
    'the pair': ['headers = {"authorization": f"Bearer {old}"‸}', 'headers = {"authorization": f"Bearer TOKEN"}'],
    'the pair with an expression': [
      'h = {"Authorization": get(a),‸ "B": "c"}',
      'h = {"Authorization": "Bearer TOKEN", "B": "c"}',
    ],
    'a string behind the scheme': ['h = {"Authorization": "Bearer ‸"}', 'h = {"Authorization": "Bearer TOKEN"}'],
    'an assigned item': ['headers["Authorization"] = "‸"', 'headers["Authorization"] = "Bearer TOKEN"'],
    'a token in a string': ['token = "‸"', 'token = "TOKEN"'],
    'a set': ['a = {1, 2‸}', 'a = {1, 2}\nAuthorization: Bearer TOKEN'],
    'a selection in a string': ['a = "x ‸yz‸ w"', 'a = "x TOKEN w"'],
    'braces in strings and comments': [
      "h = {'a': '}',  # {\n     'b': 'c'‸}",
      "h = {'a': '}',  # {\n     'b': 'c',\n     'Authorization': 'Bearer TOKEN'}",
    ],
  },
  ruby: {
    'an empty hash': ['headers = {‸}', 'headers = { "Authorization" => "Bearer TOKEN" }'],
    'a hash': ["h = { 'Accept' => 'x'‸ }", "h = { 'Accept' => 'x', 'Authorization' => 'Bearer TOKEN' }"],
    'a block': ['each { ‸ }', 'each {  }\nAuthorization: Bearer TOKEN'],
    'a string': ["request['Authorization'] = '‸'", "request['Authorization'] = 'Bearer TOKEN'"],
  },
  php: {
    'an empty array': ['<?php $headers = [‸];', "<?php $headers = [ 'Authorization' => 'Bearer TOKEN' ];"],
    'an array': ["<?php $h = ['Accept' => 'x'‸];", "<?php $h = ['Accept' => 'x', 'Authorization' => 'Bearer TOKEN'];"],
    'array()': ["<?php $h = array('A' => 'b'‸);", "<?php $h = array('A' => 'b', 'Authorization' => 'Bearer TOKEN');"],
    'a list of headers': [
      "<?php curl_setopt($c, CURLOPT_HTTPHEADER, ['Accept: x'‸]);",
      "<?php curl_setopt($c, CURLOPT_HTTPHEADER, ['Accept: x', 'Authorization: Bearer TOKEN']);",
    ],
  },
  powershell: {
    'an empty table': ['$headers = @{‸}', "$headers = @{ Authorization = 'Bearer TOKEN' }"],
    'a table': ['$h = @{ Accept = "x"‸ }', '$h = @{ Accept = "x"; Authorization = \'Bearer TOKEN\' }'],
    'a table over lines': [
      '$h = @{\n  Accept = "x"‸\n}',
      '$h = @{\n  Accept = "x"\n  Authorization = \'Bearer TOKEN\'\n}',
    ],
    'a variable': ['$token = "old"‸', '$token = "TOKEN"'],
  },
  go: {
    'an empty map': [
      'package a\nvar h = map[string]string{‸}',
      'package a\nvar h = map[string]string{ "Authorization": "Bearer TOKEN" }',
    ],
    'a map over lines': [
      'package a\nvar h = map[string]string{\n\t"A": "b",‸\n}',
      'package a\nvar h = map[string]string{\n\t"A": "b",\n\t"Authorization": "Bearer TOKEN",\n}',
    ],
    'an empty map over lines': [
      'package a\nvar h = map[string]string{‸\n}',
      'package a\nvar h = map[string]string{\n  "Authorization": "Bearer TOKEN",\n}',
    ],
    headers: [
      'package a\nvar h = http.Header{‸}',
      'package a\nvar h = http.Header{ "Authorization": {"Bearer TOKEN"} }',
    ],
    'a string': [
      'package a\nfunc f() { r.Header.Set("Authorization", "‸") }',
      'package a\nfunc f() { r.Header.Set("Authorization", "Bearer TOKEN") }',
    ],
  },
  csharp: {
    'an empty dictionary': [
      'var h = new Dictionary<string, string> {‸};',
      'var h = new Dictionary<string, string> { { "Authorization", "Bearer TOKEN" } };',
    ],
    'a dictionary': [
      'var h = new Dictionary<string, string> { { "A", "b" }‸ };',
      'var h = new Dictionary<string, string> { { "A", "b" }, { "Authorization", "Bearer TOKEN" } };',
    ],
    indexes: [
      'var h = new Dictionary<string, string> { ["A"] = "b"‸ };',
      'var h = new Dictionary<string, string> { ["A"] = "b", ["Authorization"] = "Bearer TOKEN" };',
    ],
    'a string': [
      'client.DefaultRequestHeaders.Add("Authorization", "‸");',
      'client.DefaultRequestHeaders.Add("Authorization", "Bearer TOKEN");',
    ],
  },
  java: {
    'Map.of': [
      'class A { Object h = Map.of("A", "b"‸); }',
      'class A { Object h = Map.of("A", "b", "Authorization", "Bearer TOKEN"); }',
    ],
    'an empty map': [
      'class A { Object h = Map.of(‸); }',
      'class A { Object h = Map.of( "Authorization", "Bearer TOKEN" ); }',
    ],
    'the pair': [
      'class A { Object h = Map.of("Authorization", old(),‸ "A", "b"); }',
      'class A { Object h = Map.of("Authorization", "Bearer TOKEN", "A", "b"); }',
    ],
    'a string': [
      'class A { Object r = b.header("Authorization", "Bearer ‸"); }',
      'class A { Object r = b.header("Authorization", "Bearer TOKEN"); }',
    ],
  },
  kotlin: {
    'an empty map': ['val h = mapOf(‸)', 'val h = mapOf( "Authorization" to "Bearer TOKEN" )'],
    'a map': [
      'val h = mutableMapOf("A" to "b"‸)',
      'val h = mutableMapOf("A" to "b", "Authorization" to "Bearer TOKEN")',
    ],
    'a string': ['val r = b.header("Authorization", "‸")', 'val r = b.header("Authorization", "Bearer TOKEN")'],
  },
  rust: {
    'an empty map': [
      'fn f() { let h = HashMap::from([‸]); }',
      'fn f() { let h = HashMap::from([ ("Authorization", "Bearer TOKEN") ]); }',
    ],
    'a map of owned strings': [
      'fn f() { let h = HashMap::from([("A".to_string(), "b".to_string())‸]); }',
      'fn f() { let h = HashMap::from([("A".to_string(), "b".to_string()), ("Authorization".to_string(), "Bearer TOKEN".to_string())]); }',
    ],
    'a lifetime': [
      'fn f<\'a>(x: &\'a str) { r.header("Authorization", "‸"); }',
      'fn f<\'a>(x: &\'a str) { r.header("Authorization", "Bearer TOKEN"); }',
    ],
  },
  dart: {
    'an empty map': ['final h = {‸};', "final h = { 'Authorization': 'Bearer TOKEN' };"],
    'a typed map': [
      "final h = <String, String>{'A': 'b'‸};",
      "final h = <String, String>{'A': 'b', 'Authorization': 'Bearer TOKEN'};",
    ],
    'a block': ['void f() {‸}', 'void f() {}\nAuthorization: Bearer TOKEN'],
  },
  shellscript: {
    'a variable': ['TOKEN=old‸', "TOKEN='TOKEN'"],
    'an exported variable in quotes': ['export JWT="old"‸ # mine', 'export JWT="TOKEN" # mine'],
    'a variable without a value': ['TOKEN=‸', "TOKEN='TOKEN'"],
    'a scheme': ['AUTH="Bearer old"‸', 'AUTH="Bearer TOKEN"'],
  },
  hurl: {
    'no header': ['GET https://a‸\nHTTP 200\n', 'GET https://a\nAuthorization: Bearer TOKEN\nHTTP 200\n'],
    'the header': [
      'GET https://a\nauthorization: Bearer x‸\nHTTP 200\n',
      'GET https://a\nauthorization: Bearer TOKEN\nHTTP 200\n',
    ],
    'the second entry': [
      'GET https://a\nHTTP 200\n\nPOST https://b\nA: c\n{}‸\n',
      'GET https://a\nHTTP 200\n\nPOST https://b\nAuthorization: Bearer TOKEN\nA: c\n{}\n',
    ],
    'a variable': ['GET https://a\nAuthorization: Bearer {{token}}‸\n', '(reference)'],
  },
};

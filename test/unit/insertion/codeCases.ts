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
    'the pair with more joined to it': [
      "h = {'Authorization': 'Bearer ' + token‸, 'B': 'c'}",
      "h = {'Authorization': \"Bearer TOKEN\", 'B': 'c'}",
    ],
    'a string with more joined to it': [
      'h = {"Authorization": "Bearer ‸" + t, "B": "c"}\nx = 1',
      'h = {"Authorization": "Bearer TOKEN", "B": "c"}\nx = 1',
    ],
    'a comment behind the last pair': [
      'h = {\n    "A": "b"  # c‸\n}',
      'h = {\n    "A": "b",  # c\n    "Authorization": "Bearer TOKEN"\n}',
    ],
    'a comment alone': ['h = {\n    # c\n    ‸\n}', 'h = {\n    # c\n    "Authorization": "Bearer TOKEN"\n}'],
    'nested dictionaries': [
      'get(u, headers={"A": {"b": "c"}‸})',
      'get(u, headers={"A": {"b": "c"}, "Authorization": "Bearer TOKEN"})',
    ],
    'another dictionary spread': ['h = {"A": "b", **base‸}', 'h = {"A": "b", **base, "Authorization": "Bearer TOKEN"}'],
    'a comprehension': ['d = {"a": b for b in c‸}', 'd = {"a": b for b in c}\nAuthorization: Bearer TOKEN'],
    'a line of a long string': [
      "a = '''\nAuthorization: ‸x\nAccept: y\n'''",
      "a = '''\nAuthorization: Bearer TOKEN\nAccept: y\n'''",
    ],
    'a later line of a long string': [
      "a = '''\nAccept: y\nAuthorization: ‸x\nB: c\n'''",
      "a = '''\nAccept: y\nAuthorization: Bearer TOKEN\nB: c\n'''",
    ],
    'the line below the header in a long string': [
      "a = '''\nAuthorization: x\nAccept: ‸y\n'''",
      "a = '''\nAuthorization: x\nAccept: TOKEN y\n'''",
    ],
    'before another token in a string': [
      'a = "‸ and eyJhbGciOiJIUzI1NiJ9.e30.AAAA"',
      'a = "TOKEN and eyJhbGciOiJIUzI1NiJ9.e30.AAAA"',
    ],
    'behind another token in a string': [
      'a = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA and ‸b"',
      'a = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA and TOKEN b"',
    ],
    'a set': ['a = {1, 2‸}', 'a = {1, 2}\nAuthorization: Bearer TOKEN'],
    'a selection in a string': ['a = "x ‸yz‸ w"', 'a = "x TOKEN w"'],
    'braces in strings and comments': [
      "h = {'a': '}',  # {\n     'b': 'c'‸}",
      "h = {'a': '}',  # {\n     'b': 'c',\n     'Authorization': 'Bearer TOKEN'}",
    ],
  },
  javascript: {
    'behind a template with a mark in it': [
      'const a = `\\`{`; const h = { a: 1‸ }',
      'const a = `\\`{`; const h = { a: 1, "Authorization": "Bearer TOKEN" }',
    ],
    'behind a regular expression with a slash in it': [
      'const r = /\\/"/; const h = { a: 1‸ }',
      'const r = /\\/"/; const h = { a: 1, "Authorization": "Bearer TOKEN" }',
    ],
    'behind a regular expression as an argument': [
      'f(/"/); const h = { a: 1‸ }',
      'f(/"/); const h = { a: 1, "Authorization": "Bearer TOKEN" }',
    ],
    'behind a regular expression that is given back': [
      'return /"/.test(a) && { a: 1‸ }',
      'return /"/.test(a) && { a: 1, "Authorization": "Bearer TOKEN" }',
    ],
    'behind an element with a quote in it': [
      'const a = <b>/"</b>; const h = { a: 1‸ }',
      'const a = <b>/"</b>; const h = { a: 1, "Authorization": "Bearer TOKEN" }',
    ],
  },
  ruby: {
    'an empty hash': ['headers = {‸}', 'headers = { "Authorization" => "Bearer TOKEN" }'],
    'a hash': ["h = { 'Accept' => 'x'‸ }", "h = { 'Accept' => 'x', 'Authorization' => 'Bearer TOKEN' }"],
    'symbols as names': ['h = { Accept: "x"‸ }', 'h = { Accept: "x", "Authorization" => "Bearer TOKEN" }'],
    'a here-document': ['h = <<~X\n  Authorization: ‸\nX\n', 'h = <<~X\n  Authorization: Bearer TOKEN\nX\n'],
    'a block': ['each { ‸ }', 'each {  }\nAuthorization: Bearer TOKEN'],
    'a string': ["request['Authorization'] = '‸'", "request['Authorization'] = 'Bearer TOKEN'"],
  },
  php: {
    'an empty array': ['<?php $headers = [‸];', "<?php $headers = [ 'Authorization' => 'Bearer TOKEN' ];"],
    'an array': ["<?php $h = ['Accept' => 'x'‸];", "<?php $h = ['Accept' => 'x', 'Authorization' => 'Bearer TOKEN'];"],
    'array()': ["<?php $h = array('A' => 'b'‸);", "<?php $h = array('A' => 'b', 'Authorization' => 'Bearer TOKEN');"],
    'a list that has the header': [
      "<?php $h = ['Accept: x', 'Authorization: Bearer ' . $t‸];",
      "<?php $h = ['Accept: x', 'Authorization: Bearer TOKEN'];",
    ],
    'the header among others in a string': [
      '<?php $h = "Authorization: Bearer ‸old\\r\\nAccept: x\\r\\n";',
      '<?php $h = "Authorization: Bearer TOKEN\\r\\nAccept: x\\r\\n";',
    ],
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
    'a variable of the environment': ["$env:TOKEN = 'old'‸", "$env:TOKEN = 'TOKEN'"],
    'a variable that an expression gives': ['$x‸ = "a" + $b', '$x = "a" + $b\nAuthorization: Bearer TOKEN'],
    'a table beside the cursor': ['$h = @{}; $x = @(‸)', '$h = @{}; $x = @()\nAuthorization: Bearer TOKEN'],
    'a doubled quote': ["$h = @{ 'A' = 'it''s; x'‸ }", "$h = @{ 'A' = 'it''s; x'; 'Authorization' = 'Bearer TOKEN' }"],
    'a here-string': ['$x = @"\nAuthorization: ‸\n"@', '$x = @"\nAuthorization: Bearer TOKEN\n"@'],
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
      'package a\nvar h = map[string]string{\n\t"Authorization": "Bearer TOKEN",\n}',
    ],
    headers: [
      'package a\nvar h = http.Header{‸}',
      'package a\nvar h = http.Header{ "Authorization": {"Bearer TOKEN"} }',
    ],
    'values in a list of their own': [
      'package a\nvar h = http.Header{"Authorization": []string{"old"}‸}',
      'package a\nvar h = http.Header{"Authorization": []string{"Bearer TOKEN"}}',
    ],
    'a comment alone': [
      'package a\nvar h = map[string]string{\n\t// c\n‸}',
      'package a\nvar h = map[string]string{\n\t"Authorization": "Bearer TOKEN",\n\t// c\n}',
    ],
    'a raw string': ['package a\nvar r = `Authorization: ‸`', 'package a\nvar r = `Authorization: Bearer TOKEN`'],
    'a string with more joined to it': [
      'package a\nfunc f() { r.Header.Set("Authorization", "Bearer ‸"+t) }',
      'package a\nfunc f() { r.Header.Set("Authorization", "Bearer TOKEN") }',
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
    'headers of a message': [
      'var m = new Message { Headers = { { "A", "b" }‸ } };',
      'var m = new Message { Headers = { { "A", "b" }, { "Authorization", "Bearer TOKEN" } } };',
    ],
    'an object without a type': [
      'var o = new { A = "b"‸ };',
      'var o = new { A = "b", Authorization = "Bearer TOKEN" };',
    ],
    'the pair with an interpolation': [
      'var h = new Dictionary<string, string> { { "Authorization", $"Bearer {t}" }‸ };',
      'var h = new Dictionary<string, string> { { "Authorization", $"Bearer TOKEN" } };',
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
    'the name as a constant': [
      'class A { Object h = Map.of(HttpHeaders.AUTHORIZATION, "old"‸); }',
      'class A { Object h = Map.of(HttpHeaders.AUTHORIZATION, "Bearer TOKEN"); }',
    ],
    entries: [
      'class A { Object h = Map.ofEntries(Map.entry("A", "b")‸); }',
      'class A { Object h = Map.ofEntries(Map.entry("A", "b"), Map.entry("Authorization", "Bearer TOKEN")); }',
    ],
    'an annotation': [
      'class A { @Headers("Authorization: Bearer ‸") void f() {} }',
      'class A { @Headers("Authorization: Bearer TOKEN") void f() {} }',
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
    'a comma at the end': [
      'val h = mapOf("A" to "b",‸)',
      'val h = mapOf("A" to "b", "Authorization" to "Bearer TOKEN",)',
    ],
    'the pair with an interpolation': [
      'val h = mapOf("Authorization" to "Bearer $t"‸)',
      'val h = mapOf("Authorization" to "Bearer TOKEN")',
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
    'the pair in a call': [
      'fn f() { let h = HashMap::from([("Authorization", format!("Bearer {t}"))‸]); }',
      'fn f() { let h = HashMap::from([("Authorization", format!("Bearer TOKEN"))]); }',
    ],
    'the pair in a call of several': [
      'fn f() { let h = HashMap::from([("Authorization", format!("Bearer {}", t))‸]); }',
      'fn f() { let h = HashMap::from([("Authorization", "Bearer TOKEN")]); }',
    ],
    'the name as a constant, the value in a call': [
      'fn f() { h.insert(AUTHORIZATION, HeaderValue::from_static("‸")); }',
      'fn f() { h.insert(AUTHORIZATION, HeaderValue::from_static("Bearer TOKEN")); }',
    ],
    'a raw string': ['fn f() { let s = r#"a ‸"#; }', 'fn f() { let s = r#"a TOKEN"#; }'],
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
    'names as constants': [
      "final h = {HttpHeaders.acceptHeader: 'x'‸};",
      "final h = {HttpHeaders.acceptHeader: 'x', 'Authorization': 'Bearer TOKEN'};",
    ],
    'the pair by a constant': [
      "final h = {HttpHeaders.authorizationHeader: 'Bearer $t'‸};",
      "final h = {HttpHeaders.authorizationHeader: 'Bearer TOKEN'};",
    ],
    'a block': ['void f() {‸}', 'void f() {}\nAuthorization: Bearer TOKEN'],
  },
  shellscript: {
    'a variable': ['TOKEN=old‸', "TOKEN='TOKEN'"],
    'an exported variable in quotes': ['export JWT="old"‸ # mine', 'export JWT="TOKEN" # mine'],
    'a variable without a value': ['TOKEN=‸', "TOKEN='TOKEN'"],
    'a scheme': ['AUTH="Bearer old"‸', 'AUTH="Bearer TOKEN"'],
    'one of several variables': ['export A=1 TOKEN=old‸', "export A=1 TOKEN='TOKEN'"],
    'a variable in a command': ['if [ 1 ]; then TOKEN=‸; fi', "if [ 1 ]; then TOKEN='TOKEN'; fi"],
    'a variable of a command': ['TOKEN=o‸ld ./run --flag', "TOKEN='TOKEN' ./run --flag"],
    'a value that a command makes': ['TOKEN=$(get "a b")‸', "TOKEN='TOKEN'"],
    'an option of another program': [
      'wget --header="Authorization: Bearer old" https://a‸',
      'wget --header="Authorization: Bearer TOKEN" https://a',
    ],
    'a here-document': ['cat <<EOF\nauthorization: ‸\nEOF\n', 'cat <<EOF\nauthorization: Bearer TOKEN\nEOF\n'],
  },
  fish: {
    'a variable': ['set -gx TOKEN "old"‸', 'set -gx TOKEN "TOKEN"'],
    'a variable without a value': ['set TOKEN ‸', "set TOKEN 'TOKEN'"],
  },
  bat: {
    'a variable': ['set TOKEN=old‸', 'set TOKEN=TOKEN'],
    'a variable in quotes': ['@set "TOKEN=old"‸', '@set "TOKEN=TOKEN"'],
    'a variable before a command': ['set TOKEN=o‸ld&& echo', 'set TOKEN=TOKEN&& echo'],
    'a variable to keep': ['setx TOKEN old‸', 'setx TOKEN TOKEN'],
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
    'a body with a line like the header': [
      'POST https://a‸\n{\nauthorization: b\n}\n',
      'POST https://a\nAuthorization: Bearer TOKEN\n{\nauthorization: b\n}\n',
    ],
    'the header below a comment': [
      'GET https://a‸\n# b\nAuthorization: x\n',
      'GET https://a\n# b\nAuthorization: Bearer TOKEN\n',
    ],
    'a variable': ['GET https://a\nAuthorization: Bearer {{token}}‸\n', '(reference)'],
    'a variable of its options': [
      'GET https://a\nAuthorization: Bearer {{token}}‸\n[Options]\nvariable: token=old # c\n',
      'GET https://a\nAuthorization: Bearer {{token}}\n[Options]\nvariable: token=TOKEN # c\n',
    ],
    'a variable that an answer gives': [
      'POST https://a\nHTTP 200\n[Captures]\ntoken: jsonpath "$.t"\n\nGET https://b\nAuthorization: Bearer {{token}}‸\n',
      '(reference)',
    ],
    'below the answer': ['GET https://a\nHTTP 200\n‸', 'GET https://a\nAuthorization: Bearer TOKEN\nHTTP 200\n'],
    'in a section': [
      'GET https://a\n[QueryStringParams]\nAuthorization: b‸\n',
      'GET https://a\nAuthorization: Bearer TOKEN\n[QueryStringParams]\nAuthorization: b\n',
    ],
    'a body that looks like a request': [
      'POST https://a\n```\nGET https://b\nA: b‸\n```\n',
      'POST https://a\nAuthorization: Bearer TOKEN\n```\nGET https://b\nA: b\n```\n',
    ],
  },
};

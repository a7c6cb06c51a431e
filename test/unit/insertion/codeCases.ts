type Cases = Readonly<Record<string, readonly [marked: string, expected: string]>>;

/** For each language, by VS Code's id: a text with a cursor, and the text with the token. */
export const codeCases: Readonly<Record<string, Cases>> = {
  python: {
    'a string with more joined to it that ends with its line': [
      'x = "Bearer ‸" + t\ny = 2',
      'x = "Bearer TOKEN"\ny = 2',
    ],
    'more that is joined over lines': ['x = ("Bearer ‸"\n  + f(a,\n  b) + c)\ny = 2', 'x = ("Bearer TOKEN")\ny = 2'],
    'a name that ends like the header': ['AuthorizationHeader = "‸x"', 'AuthorizationHeader = "Bearer TOKEN"'],
    'the header in front of other pairs': [
      'h = {"A": "b"‸, "Authorization": x, "C": "d"}',
      'h = {"A": "b", "Authorization": "Bearer TOKEN", "C": "d"}',
    ],
    'the pair with several strings': ['h = {"Authorization": f("a", "b")‸}', 'h = {"Authorization": "Bearer TOKEN"}'],
    'the pair with strings side by side': ['h = {"Authorization": "x" "y"‸}', 'h = {"Authorization": "Bearer TOKEN"}'],
    'names that are no strings': ['h = {a: b‸}', 'h = {a: b, "Authorization": "Bearer TOKEN"}'],
    'a pair over lines': ['h = {"A":\n  "b"‸\n}', 'h = {"A":\n  "b", "Authorization": "Bearer TOKEN"\n}'],
    'a dictionary in a dictionary': ['h = {"A": {‸}}', 'h = {"A": { "Authorization": "Bearer TOKEN" }}'],
    'a quote in a string': ["x = 'it\\'s ‸'", "x = 'it\\'s TOKEN'"],
    'an empty long string': ['x = """‸"""', 'x = """TOKEN"""'],
    'between the marks of a long string': ['x = ""‸""""', 'x = """"""\nAuthorization: Bearer TOKEN'],
    'before a dictionary': ['‸h = {"A": "b"}', 'h = {"A": "b"}\nAuthorization: Bearer TOKEN'],
    'behind a dictionary': ['h = {"A": "b"}‸', 'h = {"A": "b"}\nAuthorization: Bearer TOKEN'],
    'an argument': ['f(‸)', 'f()\nAuthorization: Bearer TOKEN'],
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
    'the pair with a symbol': [
      'h = { "A" => "b", :authorization => "x"‸ }',
      'h = { "A" => "b", :authorization => "Bearer TOKEN" }',
    ],
    'the pair in the short form': ['h = { authorization: "x"‸ }', 'h = { authorization: "Bearer TOKEN" }'],
    'a comment of a block': [
      '=begin\nh = {"a" => 1}\n=end\nh = { "A" => "b"‸ }',
      '=begin\nh = {"a" => 1}\n=end\nh = { "A" => "b", "Authorization" => "Bearer TOKEN" }',
    ],
    'an empty hash': ['headers = {‸}', 'headers = { "Authorization" => "Bearer TOKEN" }'],
    'a hash': ["h = { 'Accept' => 'x'‸ }", "h = { 'Accept' => 'x', 'Authorization' => 'Bearer TOKEN' }"],
    'symbols as names': ['h = { Accept: "x"‸ }', 'h = { Accept: "x", "Authorization" => "Bearer TOKEN" }'],
    'a here-document': ['h = <<~X\n  Authorization: ‸\nX\n', 'h = <<~X\n  Authorization: Bearer TOKEN\nX\n'],
    'a block': ['each { ‸ }', 'each {  }\nAuthorization: Bearer TOKEN'],
    'a string': ["request['Authorization'] = '‸'", "request['Authorization'] = 'Bearer TOKEN'"],
  },
  php: {
    'a list of headers under a name of its own': [
      "<?php $h = ['Accept: x'‸];",
      "<?php $h = ['Accept: x', 'Authorization: Bearer TOKEN'];",
    ],
    'a list of headers in double quotes': [
      '<?php $h = ["Accept: x", "B: c"‸];',
      '<?php $h = ["Accept: x", "B: c", "Authorization: Bearer TOKEN"];',
    ],
    'the only header of a list': [
      "<?php $h = ['Authorization: Bearer x'‸];",
      "<?php $h = ['Authorization: Bearer TOKEN'];",
    ],
    'the header in a list, in small letters': [
      "<?php $h = ['Accept: x',‸ 'authorization:x'];",
      "<?php $h = ['Accept: x', 'authorization:Bearer TOKEN'];",
    ],
    'a string with more joined to it': ['<?php $x = "Bearer ‸" . f($t, 1) . "x";', '<?php $x = "Bearer TOKEN";'],
    'a string with a variable right behind it': ['<?php $x = "Bearer ‸".$t;', '<?php $x = "Bearer TOKEN";'],
    'an empty list of headers': [
      '<?php curl_setopt($c, CURLOPT_HTTPHEADER, [‸]);',
      "<?php curl_setopt($c, CURLOPT_HTTPHEADER, [ 'Authorization: Bearer TOKEN' ]);",
    ],
    'an empty list as an argument': ['<?php f([‸]);', "<?php f([ 'Authorization' => 'Bearer TOKEN' ]);"],
    'a list of names of headers': [
      "<?php $allowed = ['Authorization'‸];",
      "<?php $allowed = ['Authorization'];\nAuthorization: Bearer TOKEN",
    ],
    'comments of both sorts': [
      "<?php $h = ['A' => 'b', # c\n  'C' => 'd'‸]; // [",
      "<?php $h = ['A' => 'b', # c\n  'C' => 'd',\n  'Authorization' => 'Bearer TOKEN']; // [",
    ],
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
    'the pair on a line of its own': [
      '$h = @{\n  A = "x"‸\n  Authorization = "Bearer $t"\n  B = $y\n}',
      '$h = @{\n  A = "x"\n  Authorization = "Bearer TOKEN"\n  B = $y\n}',
    ],
    'between lines, one of which goes on': [
      '$h = @{\n  A = "x" +\n    "y"‸\n  B = "z"\n}',
      '$h = @{\n  A = "x" +\n    "y"\n  Authorization = \'Bearer TOKEN\'\n  B = "z"\n}',
    ],
    'behind a value in brackets over lines': [
      "$h = @{\n  A = (f -x\n    1)‸\n  'B' = 2\n}",
      "$h = @{\n  A = (f -x\n    1)\n  Authorization = 'Bearer TOKEN'\n  'B' = 2\n}",
    ],
    'behind the last line, with a comment above': [
      '$h = @{\n  A = "x" # c\n  B = "z"‸ # d\n}',
      '$h = @{\n  A = "x" # c\n  B = "z" # d\n  Authorization = \'Bearer TOKEN\'\n}',
    ],
    'lines with a semicolon': [
      '$h = @{\n  A = "x"; B = "c"‸\n  C = "z"\n}',
      '$h = @{\n  A = "x"; B = "c"; Authorization = \'Bearer TOKEN\'\n  C = "z"\n}',
    ],
    'between the pairs of a line': [
      '$h = @{ A = "x"‸; B = "y" }',
      '$h = @{ A = "x"; Authorization = \'Bearer TOKEN\'; B = "y" }',
    ],
    'before the first pair of a line': ['$h = @{ ‸A = "x" }', '$h = @{ Authorization = \'Bearer TOKEN\'; A = "x" }'],
    'before the first pair of lines': [
      '$h = @{‸\n  A = "x"\n}',
      '$h = @{\n  Authorization = \'Bearer TOKEN\'\n  A = "x"\n}',
    ],
    'a free line between lines': [
      '$h = @{\n  A = "x,y"\n  ‸\n  B = "z"\n}',
      '$h = @{\n  A = "x,y"\n  Authorization = \'Bearer TOKEN\'\n  B = "z"\n}',
    ],
    'the pair among others': [
      '$h = @{ A = 1; Authorization = "Bearer $t"‸; B = 1 }',
      '$h = @{ A = 1; Authorization = "Bearer TOKEN"; B = 1 }',
    ],
    'a comment of a block': [
      "<# @{ #> $h = @{ A = 'b'‸ }",
      "<# @{ #> $h = @{ A = 'b'; Authorization = 'Bearer TOKEN' }",
    ],
    'a mark in a string': [
      '$h = @{ \'A\' = "it`"s ; x"‸ }',
      '$h = @{ \'A\' = "it`"s ; x"; \'Authorization\' = "Bearer TOKEN" }',
    ],
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
    'characters with quotes in them': [
      "package a\nvar a, b, c = '\"', '\\'', '{'\nvar h = map[string]string{\"A\": \"b\"‸}",
      'package a\nvar a, b, c = \'"\', \'\\\'\', \'{\'\nvar h = map[string]string{"A": "b", "Authorization": "Bearer TOKEN"}',
    ],
    'values of any type': [
      'package a\nvar h = map[string]interface{}{"A": "b"‸}',
      'package a\nvar h = map[string]interface{}{"A": "b", "Authorization": "Bearer TOKEN"}',
    ],
    'lists of values': [
      'package a\nvar h = http.Header{\n\t"A": {"b"},‸\n}',
      'package a\nvar h = http.Header{\n\t"A": {"b"},\n\t"Authorization": {"Bearer TOKEN"},\n}',
    ],
    'the list of values that a function gives': [
      'package a\nvar h = http.Header{"Authorization": f(x)‸}',
      'package a\nvar h = http.Header{"Authorization": {"Bearer TOKEN"}}',
    ],
    'a list of no pairs': [
      'package a\nvar h = []string{"A"‸}',
      'package a\nvar h = []string{"A"}\nAuthorization: Bearer TOKEN',
    ],
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
    'the pair with a variable': [
      'var h = new Dictionary<string, string> { { "Authorization", t }‸ };',
      'var h = new Dictionary<string, string> { { "Authorization", "Bearer TOKEN" } };',
    ],
    'the pair with a call': [
      'var h = new Dictionary<string, string> { {"Authorization", F(t)}‸ };',
      'var h = new Dictionary<string, string> { {"Authorization", "Bearer TOKEN"} };',
    ],
    'the index with a call': [
      'var h = new Dictionary<string, string> { ["Authorization"] = F(t)‸ };',
      'var h = new Dictionary<string, string> { ["Authorization"] = "Bearer TOKEN" };',
    ],
    'a dictionary made of another': [
      'var h = new Dictionary<string, string>(x) {‸};',
      'var h = new Dictionary<string, string>(x) { { "Authorization", "Bearer TOKEN" } };',
    ],
    'a string with doubled marks': ['var s = @"a ""b"" ‸";', 'var s = @"a ""b"" TOKEN";'],
    'a character that is a quote': [
      'var c = \'"\'; var h = new { A = "b"‸ };',
      'var c = \'"\'; var h = new { A = "b", Authorization = "Bearer TOKEN" };',
    ],
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
    'between a name and its value': [
      'class A { Object h = Map.of("A",‸ b()); }',
      'class A { Object h = Map.of("A", b(), "Authorization", "Bearer TOKEN"); }',
    ],
    'behind a name': [
      'class A { Object h = Map.of("A", "b", "C"‸, "d", "E", "f"); }',
      'class A { Object h = Map.of("A", "b", "C", "d", "Authorization", "Bearer TOKEN", "E", "f"); }',
    ],
    'behind a pair': [
      'class A { Object h = Map.of("A", "b",‸ "C", "d"); }',
      'class A { Object h = Map.of("A", "b", "Authorization", "Bearer TOKEN", "C", "d"); }',
    ],
    'before the first pair': [
      'class A { Object h = Map.of(‸"A", "b"); }',
      'class A { Object h = Map.of("Authorization", "Bearer TOKEN", "A", "b"); }',
    ],
    'the pair with a call of several': [
      'class A { Object h = Map.of("A", "b", "Authorization", f("x", "y")‸); }',
      'class A { Object h = Map.of("A", "b", "Authorization", "Bearer TOKEN"); }',
    ],
    'a value that is the name of the header': [
      'class A { Object h = Map.of("name", "Authorization"‸); }',
      'class A { Object h = Map.of("name", "Authorization", "Authorization", "Bearer TOKEN"); }',
    ],
    'no entries': [
      'class A { Object h = Map.ofEntries(‸); }',
      'class A { Object h = Map.ofEntries( Map.entry("Authorization", "Bearer TOKEN") ); }',
    ],
    'between entries': [
      'class A { Object h = Map.ofEntries(Map.entry("A", "b"),‸ Map.entry("C", "d")); }',
      'class A { Object h = Map.ofEntries(Map.entry("A", "b"), Map.entry("Authorization", "Bearer TOKEN"), Map.entry("C", "d")); }',
    ],
    'the entry with a variable': [
      'class A { Object h = Map.ofEntries(Map.entry("Authorization", t)‸); }',
      'class A { Object h = Map.ofEntries(Map.entry("Authorization", "Bearer TOKEN")); }',
    ],
    'a list': [
      'class A { Object h = List.of("A"‸); }',
      'class A { Object h = List.of("A"); }\nAuthorization: Bearer TOKEN',
    ],
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
    'a typed map': [
      'val h = mapOf<String, String>(‸)',
      'val h = mapOf<String, String>( "Authorization" to "Bearer TOKEN" )',
    ],
    'the pair with a call': [
      'val h = linkedMapOf("Authorization" to f(t)‸)',
      'val h = linkedMapOf("Authorization" to "Bearer TOKEN")',
    ],
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
    'a map over lines': [
      'fn f() { let h = HashMap::from([\n    ("A", "b"),‸\n]); }',
      'fn f() { let h = HashMap::from([\n    ("A", "b"),\n    ("Authorization", "Bearer TOKEN"),\n]); }',
    ],
    'the name as a constant': [
      'fn f() { let h = HashMap::from([(header::AUTHORIZATION, v.to_string())‸]); }',
      'fn f() { let h = HashMap::from([(header::AUTHORIZATION, "Bearer TOKEN")]); }',
    ],
    'blanks around the pair': [
      'fn f() { let h = HashMap::from([( "Authorization" , t )‸]); }',
      'fn f() { let h = HashMap::from([( "Authorization" , "Bearer TOKEN" )]); }',
    ],
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
    'the pair among others, with a variable': [
      "final h = {'A': 'b', 'Authorization': t‸};",
      "final h = {'A': 'b', 'Authorization': \"Bearer TOKEN\"};",
    ],
    'marks of two sorts': ['final h = {\'A\': "b"‸};', 'final h = {\'A\': "b", \'Authorization\': "Bearer TOKEN"};'],
    'an argument': ["final h = f({'A': 'b'‸});", "final h = f({'A': 'b', 'Authorization': 'Bearer TOKEN'});"],
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
    'the first entry, from above it': ['# a‸\nGET https://a\n', '# a\nGET https://a\nAuthorization: Bearer TOKEN\n'],
    'at the start of an entry': [
      'GET https://a\n‸GET https://b\n',
      'GET https://a\nGET https://b\nAuthorization: Bearer TOKEN\n',
    ],
    'the header of another entry': [
      'GET https://a\nAuthorization: x\n\nGET https://b‸\n',
      'GET https://a\nAuthorization: x\n\nGET https://b\nAuthorization: Bearer TOKEN\n',
    ],
    'a line like a header in the answer': [
      'GET https://a‸\nHTTP 200\nAuthorization: x\n',
      'GET https://a\nAuthorization: Bearer TOKEN\nHTTP 200\nAuthorization: x\n',
    ],
    'a variable of another section': [
      'GET https://a\nAuthorization: Bearer {{token}}‸\n[Query]\nvariable: token=old\n',
      '(reference)',
    ],
    'a variable of an entry behind': [
      'GET https://a\nAuthorization: Bearer {{token}}‸\n\nGET https://b\n[Options]\nvariable: token=old\n',
      '(reference)',
    ],
    'one of several variables': [
      'GET https://a\nAuthorization: Bearer {{token}}‸\n[Options]\nvariable: token=1\nvariable: other=2\nretry: 1\n',
      'GET https://a\nAuthorization: Bearer {{token}}\n[Options]\nvariable: token=TOKEN\nvariable: other=2\nretry: 1\n',
    ],
    'a header whose value begins like its name': [
      'GET https://a\nAuthorization: Authorization‸\n',
      'GET https://a\nAuthorization: Bearer TOKEN\n',
    ],
    'text in back quotes on a line': [
      'POST https://a\n```x```\n\nGET https://b‸\n',
      'POST https://a\n```x```\n\nGET https://b\nAuthorization: Bearer TOKEN\n',
    ],
    'no entry': ['# a‸\n', '# a\nAuthorization: Bearer TOKEN\n'],
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

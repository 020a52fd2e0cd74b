// PostgreSQL 18's own parser as a filter: one JSON object per line in, one per line out, in the same order.
//
//   {"sql": "..."}                    the text of one or more statements
//   {"sql": "...", "body": true}      a CREATE FUNCTION or DO whose PL/pgSQL body is to be judged
//
//   {"ok": true, "kind": "CreateStmt", "statements": 1, "names": ["a", "t"], "error": null, "cursor": null}
//   {"ok": false, "kind": null, "statements": 0, "names": [], "error": "syntax error at or near \"x\"", "cursor": 7}
//
// `kind` is the node type of the first statement, `names` are the identifiers and string constants that no
// reader may lose, `cursor` an index into the text in UTF-16 units (null
// where PostgreSQL gives no place). `"ok": null` means that the parser cannot judge the text: it broke down, or
// it would need a database to look types up in.
import {once} from 'node:events';
import {loadModule, parsePlPgSQLSync, parseSync} from 'libpg-query';

await loadModule();

/** PostgreSQL counts characters; Java and JavaScript count UTF-16 units. */
function utf16Index(text, characters) {
  let at = 0;
  for (let left = characters; left > 0 && at < text.length; left--) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return at;
}


/**
 * Collects the identifiers and string constants below a node of the parse tree. Left out is what the
 * grammar makes up itself (`int` becomes pg_catalog.int4), operators, and options in words of its own.
 */
function collectNames(node, names) {
  if (Array.isArray(node)) {
    if (node[0]?.String?.sval !== 'pg_catalog') {
      node.forEach(part => collectNames(part, names));
    }
    return;
  }
  if (node === null || typeof node !== 'object') {
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') {
      if (value !== '' && (key === 'sval' || key === 'name' || /[a-z]name$/.test(key))) {
        names.add(value);
      }
    } else if (key === 'A_Expr') {
      collectNames([value.lexpr, value.rexpr], names);
    } else if (key !== 'DefElem') {
      collectNames(value, names);
    }
  }
}

/** What PL/pgSQL's compiler says when it would have to ask the catalog for a type. */
const NO_CATALOG =
  /^Not implemented|cannot return type record\[\]$|is not a (known|scalar) variable$/;

function refusal(sql, failure) {
  const characters = failure.sqlDetails?.cursorPosition ?? -1;
  const broken =
    failure instanceof WebAssembly.RuntimeError || failure instanceof RangeError || NO_CATALOG.test(failure.message);
  return {
    ok: broken ? null : false,
    kind: null,
    statements: 0,
    names: [],
    error: failure.message,
    cursor: characters < 0 ? null : utf16Index(sql, characters),
  };
}

function judge({sql, body}) {
  try {
    const statements = parseSync(sql).stmts ?? [];
    if (body) {
      parsePlPgSQLSync(sql);
    }
    const kind = statements.length === 0 ? null : Object.keys(statements[0].stmt)[0];
    const names = new Set();
    collectNames(statements, names);
    return {ok: true, kind, statements: statements.length, names: [...names].sort(), error: null, cursor: null};
  } catch (failure) {
    return refusal(sql, failure);
  }
}

/** Lines end at a line feed only: readline would also end them at U+2028. */
async function* lines(stream) {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  if (rest !== '') {
    yield rest;
  }
}

for await (const line of lines(process.stdin)) {
  if (!process.stdout.write(JSON.stringify(judge(JSON.parse(line))) + '\n')) {
    await once(process.stdout, 'drain');
  }
}

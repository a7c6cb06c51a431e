/**
 * The lines of `.http` files as REST Client, httpYac and the JetBrains HTTP client read them. Where the three disagree,
 * a line counts as what lets a header that is put beside it be a header for each of them.
 */

/** A header: a name, in which variables may stand, and a value. */
export const HEADER = /^\s*((?:[!#$%&'*+\-.^`|~\w]|\{\{[^{}]*\}\})+)\s*:\s*/;
/** A line that is a comment. */
export const COMMENT = /^\s*(?:#|\/\/)/;
/** The path or query of the request line, continued. */
export const TARGET = /^\s*(?:\/(?![/*])|&|\?(?!\?))/;
/** The sign of a query without one: to httpYac the first line of the body, to other clients a part of the target. */
export const LONE_QUERY = /^\s*[?&]\s*$/;
/** The headers that an object holds, in httpYac. */
export const SPREAD = /^\s*\.{3}\S+\s*$/;
/** An assertion, a file, a script, a variable, an answer: what a request can be followed by without a blank line. */
export const AFTERMATH = /^\s*(?:\?\?|[<>@{}]|HTTP\/\d|===)/;
/**
 * Where a body ends though the request goes on: a script, an assertion, an answer or where one is kept, a file for it.
 */
export const BODY_END = /^\s*(?:[<>]\s*\{%|\?\?|HTTP\/\d|\{\{(?:@js\s+)?[+@]?\w*\s*$|<>|>)/;
/** The media type of a form. */
export const FORM = /^application\/x-www-form-urlencoded\b/i;
/** A curl command, which REST Client takes for a request. */
export const CURL = /^\s*curl(?:\.exe)?\s/;

/** A line that begins a request in httpYac, whatever stands before it. */
export const METHOD_LINE =
  /^\s*(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|CONNECT|TRACE|PROPFIND|PROPPATCH|MKCOL|COPY|MOVE|LOCK|UNLOCK|CHECKOUT|CHECKIN|REPORT|MERGE|MKACTIVITY|MKWORKSPACE|VERSION-CONTROL|BASELINE-CONTROL|MKCALENDAR|ACL|SEARCH|GRAPHQL|GRPC|AMQP|SSE|EVENTSOURCE|MQTTS?|WSS?|WEBSOCKET)\s+\S/;

/** Any method in capitals; the ones that REST Client knows, in any case. */
const METHODS: readonly RegExp[] = [
  /^\s*[A-Z][A-Z_-]*\s+\S/,
  /^\s*(?:get|post|put|delete|patch|head|options|connect|trace|lock|unlock|propfind|proppatch|copy|move|mkcol|mkcalendar|acl|search)\s+\S/i,
];
/** A target alone, which is a GET: a URL, a variable, a path, a host. */
const TARGETS: readonly RegExp[] = [
  /^\s*[a-z][a-z\d+.-]*:\/\//i,
  /^\s*\{\{[^{}]+\}\}/,
  /^\s*\/(?![/*])/,
  /^\s*(?:localhost|\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)+|[\w-]+(?=:\d))(?::\d+)?(?:[/?#]\S*)?(?:\s+HTTP\/\S+)?\s*$/i,
];

/** Whether a line, the first that is none of a request's preliminaries, is the line of a request. */
export function isRequestLine(line: string): boolean {
  return CURL.test(line) || METHODS.some((method) => method.test(line)) || TARGETS.some((target) => target.test(line));
}

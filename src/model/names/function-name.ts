// The function's name in what a template writes for it.

/** `FunctionName` may be a name, a partial or a whole ARN: the name is what follows `function:`. */
export function functionNameIn(text: string): string {
  const start = text.lastIndexOf(":function:");
  const rest = start < 0 ? text.replace(/^[^:]*:function:/, "") : text.slice(start + ":function:".length);
  return rest.split(":")[0] ?? rest;
}

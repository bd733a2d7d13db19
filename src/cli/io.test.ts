// What a stream is taken to show.
import { expect, test } from "vitest";
import { type Io, type OutputStream, streamEnvironment } from "./io.ts";

const terminal: OutputStream = { write: () => true, isTTY: true, columns: 120, getColorDepth: () => 24 };
const pipe: OutputStream = { write: () => true };

function look(stream: OutputStream, env: Record<string, string>, { platform = "linux" as NodeJS.Platform, wanted = true } = {}) {
  const io: Io = { cwd: "/", env, platform, stdout: stream, stderr: stream, readStandardInput: async () => Buffer.alloc(0) };
  return streamEnvironment(stream, io, wanted);
}

test.each([
  ["a terminal", terminal, {}, 3],
  ["a terminal of 16 colours", { ...terminal, getColorDepth: () => 4 }, {}, 1],
  ["a terminal without colours", { ...terminal, getColorDepth: () => 1 }, {}, 0],
  ["a pipe", pipe, {}, 0],
  ["NO_COLOR", terminal, { NO_COLOR: "1" }, 0],
  ["an empty NO_COLOR, which says nothing", terminal, { NO_COLOR: "" }, 3],
  ["a dumb terminal", terminal, { TERM: "dumb" }, 0],
  ["a CI's terminal", terminal, { CI: "true" }, 1],
  ["FORCE_COLOR", pipe, { FORCE_COLOR: "1" }, 1],
  ["FORCE_COLOR with a depth", pipe, { FORCE_COLOR: "3" }, 3],
  ["FORCE_COLOR=0", terminal, { FORCE_COLOR: "0" }, 0],
  ["FORCE_COLOR against NO_COLOR", pipe, { FORCE_COLOR: "", NO_COLOR: "1" }, 1],
])("colours: %s", (_, stream, env, colour) => {
  expect(look(stream, env as Record<string, string>).colour).toBe(colour);
  expect(look(stream, env as Record<string, string>, { wanted: false }).colour).toBe(0);
});

test("width: the terminal's, else COLUMNS, else 80", () => {
  expect(look(terminal, { COLUMNS: "60" }).width).toBe(120);
  expect(look(pipe, { COLUMNS: "60" }).width).toBe(60);
  expect(look(pipe, {}).width).toBe(80);
  expect(look({ ...terminal, columns: 0 }, {}).width).toBe(80);
});

test("unicode: by the locale, where there is one", () => {
  expect(look(pipe, { LANG: "de_DE.UTF-8" }).unicode).toBe(true);
  expect(look(pipe, { LANG: "de_DE.UTF-8", LC_ALL: "C" }).unicode).toBe(false);
  expect(look(pipe, {}).unicode).toBe(false);
  expect(look(pipe, {}, { platform: "darwin" }).unicode).toBe(true);
});

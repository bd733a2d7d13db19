// What the plug-in brings: one check and one reporter.
import csv from "./csv.js";
import queueConcurrency from "./queue-concurrency.js";

export default [queueConcurrency, csv];

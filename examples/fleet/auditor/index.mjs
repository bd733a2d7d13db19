// The three steps of a run; the handlers are those of the package.
export { handler, listTargets, mergeReports } from "serverless-fitness/lambda";

// The same app, whose synthesis fails where it is not fit: npm install --no-save serverless-fitness, then
// npx cdk synth --app "npx tsx bin/validated.ts".
import { Validations } from "aws-cdk-lib";
import { FitnessValidation } from "serverless-fitness/cdk";
import { app } from "./ev-charging";

Validations.of(app).addPlugins(new FitnessValidation());

// The CDK's own reader of manifests, apart so that only assemblies load it: a bundler keeps the names of a CommonJS package
// through a static import, and loses them through a dynamic one.
export { Manifest } from "@aws-cdk/cloud-assembly-schema";

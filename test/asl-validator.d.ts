declare module "asl-validator" {
  /** @param definition of a state machine, in the Amazon States Language */
  function validate(definition: unknown): { readonly isValid: boolean; readonly errors: readonly unknown[] };
  export = validate;
}

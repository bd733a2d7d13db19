// The mark by which a source says from which SAM event it wrote a route into an API's definition.

/** Key of an operation in an OpenAPI body; its value is `{ function, event }`: the function's logical id and the event's name. */
export const SAM_EVENT = "x-serverless-fitness-event";

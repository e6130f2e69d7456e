/**
 * The text of a document of the contract, with the types of what it answers and takes: made by `npm run generate` from the `.graphql` files of a room. The types are
 * there for the compiler alone.
 */
export type Document<Answer, Variables> = string & Readonly<{ of?: (variables: Variables) => Answer }>;

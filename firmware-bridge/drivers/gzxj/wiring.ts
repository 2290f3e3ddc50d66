import { Type } from "typebox";

/** A board of this kind tells the number of its slots and the state of their locks itself: nothing is to be set. */
export const gzxjWiring = Type.Object({});

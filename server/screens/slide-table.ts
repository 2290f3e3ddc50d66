import type { Table } from "../store/store.ts";

/** What idle screens show in turn. A slide never changes: its id is made from what it shows. */
export interface Slide {
  readonly id: string;
  /** Its place among the slides, from 0. */
  readonly place: number;
  readonly zh: string;
  readonly en: string;
  readonly hasImage: boolean;
}

/** The picture of a slide: by itself, for whoever lists slides wants no megabytes. */
export interface SlideImage {
  readonly id: string;
  readonly base64: string;
}

const plain = {
  key: ({ id }: { readonly id: string }) => id,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

export const slideTable: Table<Slide> = { name: "slides", ...plain };
export const slideImageTable: Table<SlideImage> = { name: "slide-images", ...plain };

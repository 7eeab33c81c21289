export type Category =
  | "novels"
  | "adventure"
  | "mystery"
  | "science fiction"
  | "ideas"
  | "poetry"
  | "children";

export type Motif = "waves" | "sun" | "hills" | "stripes" | "dots" | "arch" | "stars";

export interface Cover {
  /** Colour of the cloth. */
  ground: string;
  /** Colour of the drawing and the lettering. */
  ink: string;
  motif: Motif;
}

export interface Book {
  /** The last part of the book's URL. */
  id: string;
  title: string;
  /** An author's id. */
  author: string;
  year: number;
  pages: number;
  /** Price in cents, so that sums are exact. */
  cents: number;
  category: Category;
  blurb: string;
  cover: Cover;
  /** Chosen by the shop for the front page. */
  pick?: boolean;
}

export interface Author {
  id: string;
  name: string;
  /** Year of birth and of death. */
  lived: readonly [born: number, died: number];
  place: string;
  note: string;
}

export interface Review {
  book: string;
  reader: string;
  stars: 1 | 2 | 3 | 4 | 5;
  /** ISO date. */
  on: string;
  text: string;
}

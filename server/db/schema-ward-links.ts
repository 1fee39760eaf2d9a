/** Links of ward stations: until when they hold, forms of files, what was taken and what was confirmed by hash. */
export type WardLinkFactsTables = Record<never, never>

/** As a header claims it. */
export type PixelSize = Readonly<{ width: number; height: number }>;

// @ts-check
/** Uses that do not part fields unless somebody decides otherwise (CTG-02). */
export const standardOpen = ["rural_road", "ditch", "ridge"];

/** Uses that somebody may decide not to count as barriers; other ground always parts fields. */
export const openUses = [...standardOpen, "pond", "garden", "grassland", "facility", "transport"];

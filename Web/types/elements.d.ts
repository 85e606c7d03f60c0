/** Parts of Web Awesome are loaded for the elements that they define, not for what they export. */
export {};

/**
 * Loads Node's own fetch before the package undici, which otherwise puts its dispatcher under the fetch of the whole process. To be
 * imported before undici.
 */
void globalThis.Request;

export {};

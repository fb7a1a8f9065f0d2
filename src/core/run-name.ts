/** What a run may be called: a single folder name, in recipes and on the command line, so that no run leaves its directory. */

export const RUN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export const RUN_NAME_RULE = 'a name of letters, digits, ".", "_" and "-" that begins with a letter or digit';

/** A bundle that takes a second and a half to start. */
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);

export const slowStart = async () => "started";

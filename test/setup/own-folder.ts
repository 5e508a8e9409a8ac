import { testEnvironment } from "./environment";

// Workers run beside each other: each has a folder of its own (the name holds this process's number), so that a test may count
// what lies in it.
process.env.DATA_DIR = testEnvironment.DATA_DIR;

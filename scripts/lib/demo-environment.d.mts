export const sandboxKeys: Record<string, string>;
export function wantsSandbox(env: NodeJS.ProcessEnv): boolean;
export function demoEnvironment(env: Record<string, string | undefined>, where: { port: number; sandboxPort: number; dataDir: string }): Record<string, string>;

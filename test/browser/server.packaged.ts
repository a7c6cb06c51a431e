import { vi } from 'vitest';
import { useWorkbench } from './harness.ts';
import { installVsix } from './installVsix.ts';
import { layLoop, testLoop } from './packagedLoop.ts';

vi.setConfig({ testTimeout: 60_000 });

const vscode = useWorkbench({ installed: true, install: installVsix, workspace: layLoop });

testLoop('server', vscode);

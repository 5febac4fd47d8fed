import { adminInstance } from '@parley/shared/contract/admin.routes.ts';
import type { BreakerMetrics } from '../../platform/metrics/breaker-metrics.ts';
import type { Mount } from '../../platform/mount.ts';
import type { InstanceRepository } from './instance.repository.ts';

/** Which process answers, and since when. */
export interface ThisNode {
  readonly nodeId: string;
  readonly startedAt: Date;
}

/** The head of the administrators' page. */
export function mountInstance(
  { mount }: Mount,
  deps: {
    readonly instance: InstanceRepository;
    readonly thisNode: ThisNode;
    readonly metrics: { readonly breakers: Pick<BreakerMetrics, 'states'> };
  },
): void {
  const { instance, thisNode, metrics } = deps;
  mount(adminInstance, async () => {
    const { people, conversations } = await instance.size();
    return {
      status: 200,
      body: {
        nodeId: thisNode.nodeId,
        startedAt: thisNode.startedAt.toISOString(),
        people,
        conversations,
        breakers: metrics.breakers.states(),
      },
    };
  });
}

package dev.hedgerow.simulator;

import dev.hedgerow.kernel.Threads;

/** Threads that live and die with one life of a node; one kind of thread is enough here. */
final class NodeThreads implements Threads {
    private final Scheduler scheduler;
    private final Life life;

    NodeThreads(Scheduler scheduler, Life life) {
        this.scheduler = scheduler;
        this.life = life;
    }

    @Override
    public Thread start(String name, Runnable body) {
        return scheduler.start(life.node() + "/" + name, life, body);
    }

    @Override
    public Thread startDedicated(String name, Runnable body) {
        return start(name, body);
    }
}

package dev.hedgerow.kernel;

final class SystemThreads implements Threads {
    /** Native parsers recurse deeply; the pages are only taken when they are touched. */
    private static final long STACK_BYTES = 16L << 20;

    @Override
    public Thread start(String name, Runnable body) {
        return Thread.ofVirtual().name(name).start(body);
    }

    @Override
    public Thread startDedicated(String name, Runnable body) {
        return Thread.ofPlatform().name(name).daemon(true).stackSize(STACK_BYTES).start(body);
    }
}

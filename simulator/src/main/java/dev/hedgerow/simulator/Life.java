package dev.hedgerow.simulator;

/** One run of a node, from its start to its crash: what began in it ends with it. */
final class Life {
    private final String node;
    private boolean over;

    Life(String node) {
        this.node = node;
    }

    String node() {
        return node;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }
}

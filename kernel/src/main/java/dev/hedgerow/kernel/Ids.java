package dev.hedgerow.kernel;

/**
 * Makes ids: 26 characters of {@link Base32}, the first ten from the wall clock's milliseconds, so
 * that ids of one node sort by age, the rest random.
 */
public final class Ids {
    private final World world;

    public Ids(World world) {
        this.world = world;
    }

    public GraphId graph() {
        return new GraphId(GraphId.PREFIX + body());
    }

    public OperationId operation() {
        return new OperationId(OperationId.PREFIX + body());
    }

    public InstanceId instance() {
        return new InstanceId(InstanceId.PREFIX + body());
    }

    public VolumeId volume() {
        return new VolumeId(VolumeId.PREFIX + body());
    }

    /** A fresh id without a prefix, for entities and lock tokens. */
    public String body() {
        String time = Base32.encode(world.clock().millis()).substring(3);
        String chance = Base32.encode(world.random().nextLong()).substring(5);
        String more = Base32.encode(world.random().nextLong()).substring(5);
        return time + chance + more;
    }

    static String checked(String prefix, String value) {
        String body = value.startsWith(prefix) ? value.substring(prefix.length()) : "";
        if (body.length() != 26 || !Base32.isEncoded(body)) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "'%s' is not an id: expected %s and 26 characters".formatted(value, prefix));
        }
        return value;
    }
}

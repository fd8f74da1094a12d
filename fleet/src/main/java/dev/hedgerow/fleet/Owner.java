package dev.hedgerow.fleet;

/** Whose graph it is: a name, unique in its tenant. */
public record Owner(String tenant, String name) {
    public Owner {
        Names.text("a tenant", tenant);
        Names.text("an owner", name);
    }

    @Override
    public String toString() {
        return tenant + "/" + name;
    }
}

package dev.hedgerow.bench;

import dev.hedgerow.files.Csv;
import dev.hedgerow.files.CsvMapping;
import dev.hedgerow.graph.CreateGraph;
import dev.hedgerow.graph.LoadRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The example of the distribution: airports and the flights between them, as CSV files. */
record Flights(Path folder) {
    Flights() {
        this(Home.folder().resolve("examples/flights"));
    }

    CreateGraph graph(String name) throws IOException {
        String schema = Files.readString(folder.resolve("flights.pg"));
        return new CreateGraph("default", name, schema, "flights.pg", "bench");
    }

    LoadRequest load() {
        String routes = "flights-airport.csv:from=origin,to=destination,flights=count";
        return LoadRequest.of(
                "main",
                List.of(
                        Csv.open(CsvMapping.node("Airport=" + folder.resolve("airports.csv"))),
                        Csv.open(CsvMapping.edge("Route=" + folder.resolve(routes)))),
                "bench");
    }
}

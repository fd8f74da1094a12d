// A C boundary over LadybugDB, for Java's foreign functions.
//
// No exception crosses it. A function that fails returns null or a negative number and leaves a
// message for hedgerow_message() on the same thread. Objects are opaque addresses that the caller
// owns and gives back with the function named beside their maker. Nothing here guards against use
// after that or from two threads at once, except hedgerow_interrupt(), which any thread may call
// while the session lives.

#include "ladybug.h"
#include "parameters.h"

#define EXPORTED extern "C" __attribute__((visibility("default")))

using lbug::common::LogicalType;
using lbug::common::LogicalTypeID;
using lbug::main::Connection;
using lbug::main::Database;
using lbug::main::PreparedStatement;
using lbug::main::QueryResult;
using lbug::main::SystemConfig;

namespace {

constexpr uint64_t CHECKPOINT_THRESHOLD_BYTES = 16u << 20;
constexpr char SEPARATOR = '\x1f';

thread_local std::string message;
thread_local std::string answer;

// Runs the body and returns what it returns; an exception becomes a message and `failed`.
template <typename Result, typename Body>
Result guarded(Result failed, Body body) {
    try {
        return body();
    } catch (const std::exception& exception) {
        message = exception.what();
    } catch (...) {
        message = "an unknown native exception";
    }
    return failed;
}

// The first result of a chain of statements that failed decides.
void requireSuccess(QueryResult& first) {
    if (!first.isSuccess()) {
        throw std::runtime_error(first.getErrorMessage());
    }
    while (first.hasNextQueryResult()) {
        auto* next = first.getNextQueryResult();
        if (next == nullptr) {
            return;
        }
        if (!next->isSuccess()) {
            throw std::runtime_error(next->getErrorMessage());
        }
    }
}

void requireType(LogicalTypeID id, const char* name) {
    const auto found = LogicalType(id).toString();
    if (found != name) {
        throw std::runtime_error("the library's type " + std::to_string(int(id)) + " is " + found +
                                 ", not " + name);
    }
}

}  // namespace

// Why the last function on this thread failed. Valid until the next call on this thread.
EXPORTED const char* hedgerow_message() {
    return message.c_str();
}

// 0 when the library is the one that this shim was written for.
EXPORTED int hedgerow_self_check() {
    return guarded(-1, [] {
        requireType(LogicalTypeID::BOOL, "BOOL");
        requireType(LogicalTypeID::INT64, "INT64");
        requireType(LogicalTypeID::INT128, "INT128");
        requireType(LogicalTypeID::DOUBLE, "DOUBLE");
        requireType(LogicalTypeID::STRING, "STRING");
        requireType(LogicalTypeID::BLOB, "BLOB");
        requireType(LogicalTypeID::DATE, "DATE");
        requireType(LogicalTypeID::TIMESTAMP, "TIMESTAMP");
        requireType(LogicalTypeID::INTERVAL, "INTERVAL");
        requireType(LogicalTypeID::UUID, "UUID");
        return 0;
    });
}

// Opens a database, without the default hash index and without checkpoints of its own accord,
// which would change what open reads see. Closed with hedgerow_close().
EXPORTED void* hedgerow_open(const char* path, uint64_t poolBytes, uint64_t maxBytes,
                             uint64_t threads, int readOnly) {
    return guarded<void*>(nullptr, [&] {
        const SystemConfig config(poolBytes, threads, true, readOnly != 0, maxBytes, false,
                                  CHECKPOINT_THRESHOLD_BYTES, true, true, true, false, false);
        return new Database(path, config);
    });
}

EXPORTED int hedgerow_close(Database* database) {
    return guarded(-1, [&] {
        delete database;
        return 0;
    });
}

// A connection of a database, closed with hedgerow_disconnect() before the database is.
EXPORTED void* hedgerow_connect(Database* database, uint64_t threads) {
    return guarded<void*>(nullptr, [&] {
        auto connection = std::make_unique<Connection>(database);
        connection->setMaxNumThreadForExec(threads);
        return connection.release();
    });
}

EXPORTED int hedgerow_disconnect(Connection* connection) {
    return guarded(-1, [&] {
        delete connection;
        return 0;
    });
}

// Milliseconds that each later statement may take; 0 for no limit.
EXPORTED int hedgerow_timeout(Connection* connection, uint64_t milliseconds) {
    return guarded(-1, [&] {
        connection->setQueryTimeOut(milliseconds);
        return 0;
    });
}

EXPORTED int hedgerow_interrupt(Connection* connection) {
    return guarded(-1, [&] {
        connection->interrupt();
        return 0;
    });
}

// Runs a text, which may be several statements, and drops what it returns.
EXPORTED int hedgerow_run(Connection* connection, const char* text, uint64_t length) {
    return guarded(-1, [&] {
        auto result = connection->query(std::string_view(text, length));
        if (result == nullptr) {
            throw std::runtime_error("Parser exception: the text holds no statement");
        }
        requireSuccess(*result);
        return 0;
    });
}

// One statement, prepared for this connection. Discarded with hedgerow_discard().
EXPORTED void* hedgerow_prepare(Connection* connection, const char* text, uint64_t length) {
    return guarded<void*>(nullptr, [&] {
        auto statement = connection->prepare(std::string_view(text, length));
        if (!statement->isSuccess()) {
            throw std::runtime_error(statement->getErrorMessage());
        }
        return statement.release();
    });
}

EXPORTED int hedgerow_discard(PreparedStatement* statement) {
    return guarded(-1, [&] {
        delete statement;
        return 0;
    });
}

// Runs a prepared statement with a message of parameters. The result is freed with hedgerow_free().
EXPORTED void* hedgerow_execute(Connection* connection, PreparedStatement* statement,
                                const char* parameters, uint64_t length) {
    return guarded<void*>(nullptr, [&] {
        auto bound = hedgerow::ParameterReader(parameters, length).parameters();
        auto result = connection->executeWithParams(statement, std::move(bound));
        requireSuccess(*result);
        return result.release();
    });
}

EXPORTED int hedgerow_free(QueryResult* result) {
    return guarded(-1, [&] {
        delete result;
        return 0;
    });
}

// The names of the columns' types, separated by U+001F. Valid until the next call on this thread.
EXPORTED const char* hedgerow_types(QueryResult* result) {
    return guarded<const char*>(nullptr, [&] {
        const auto types = result->getColumnDataTypes();
        if (types.size() != result->getNumColumns()) {
            throw std::runtime_error("the library's types are of another size than declared");
        }
        answer.clear();
        for (const auto& type : types) {
            answer += answer.empty() ? "" : std::string(1, SEPARATOR);
            answer += type.toString();
        }
        return answer.c_str();
    });
}

// Fills in the Arrow schema of a result; the caller calls its release function.
EXPORTED int hedgerow_schema(QueryResult* result, ArrowSchema* schema) {
    return guarded(-1, [&] {
        *schema = *result->getArrowSchema();
        return 0;
    });
}

// Fills in the next rows of a result: 1, or 0 at its end. The caller calls their release function.
EXPORTED int hedgerow_next(QueryResult* result, int64_t rowsMax, ArrowArray* rows) {
    return guarded(-1, [&] {
        if (!result->hasNextArrowChunk()) {
            return 0;
        }
        *rows = *result->getNextArrowChunk(rowsMax);
        return 1;
    });
}

// What the shim uses of LadybugDB 0.20.4, declared by its public C++ interface.
//
// The carrier of the library exports the C++ symbols but ships no headers. Functions are declared
// by signature. Of the objects, Value and LogicalType are passed by value and destroyed on both
// sides, so their members are declared too; the others stay opaque and are given more room than
// they need. The build pins the library by hash, and hedgerow_self_check() looks at what can be
// looked at, so that this page and the library cannot drift apart unnoticed.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// The Arrow C data interface: the sizes are all that is needed here, Java reads the members.
struct ArrowSchema {
    alignas(8) char opaque[72];
};
struct ArrowArray {
    alignas(8) char opaque[80];
};

namespace lbug {

namespace common {

enum class LogicalTypeID : uint8_t {
    ANY = 0,
    BOOL = 22,
    INT64 = 23,
    INT128 = 31,
    DOUBLE = 32,
    DATE = 34,
    TIMESTAMP = 35,
    INTERVAL = 40,
    STRING = 50,
    BLOB = 51,
    UUID = 59,
};

enum class TypeCategory : uint8_t { INTERNAL = 0, UDT = 1 };

struct int128_t {
    uint64_t low;
    int64_t high;
};
struct uuid {
    int128_t value;
};
struct date_t {
    int32_t days;
};
struct timestamp_t {
    int64_t micros;
};
struct interval_t {
    int32_t months;
    int32_t days;
    int64_t micros;
};

class ExtraTypeInfo {
public:
    virtual ~ExtraTypeInfo();
};

struct StructField;

class LogicalType {
public:
    explicit LogicalType(LogicalTypeID id, TypeCategory category = TypeCategory::INTERNAL);
    LogicalType(const LogicalType& other);
    LogicalType(LogicalType&& other) noexcept = default;
    LogicalType& operator=(LogicalType&& other) noexcept = default;
    ~LogicalType() = default;

    static LogicalType DECIMAL(uint32_t precision, uint32_t scale);
    static LogicalType LIST(LogicalType element);
    static LogicalType STRUCT(std::vector<StructField>&& fields);

    std::string toString() const;

private:
    LogicalTypeID id;
    uint8_t physical;
    std::unique_ptr<ExtraTypeInfo> extra;
    TypeCategory category;
};
static_assert(sizeof(LogicalType) == 24);

struct StructField {
    std::string name;
    LogicalType type;
};
static_assert(sizeof(StructField) == 56);

class Value {
public:
    static Value createNullValue(const LogicalType& type);
    static Value createDefaultValue(const LogicalType& type);
    explicit Value(bool value);
    explicit Value(int64_t value);
    explicit Value(double value);
    explicit Value(int128_t value);
    explicit Value(uuid value);
    explicit Value(date_t value);
    explicit Value(timestamp_t value);
    explicit Value(interval_t value);
    explicit Value(const std::string& value);
    Value(LogicalType type, std::string value);
    Value(LogicalType type, std::vector<std::unique_ptr<Value>> children);
    Value(Value&&) = delete;

    void copyFromRowLayout(const uint8_t* value);

private:
    alignas(8) char fixed[16];
    std::string text;
    LogicalType type;
    bool null;
    std::vector<std::unique_ptr<Value>> children;
    uint32_t childrenSize;
};
static_assert(sizeof(Value) == 112);

}  // namespace common

namespace main {

using Parameters = std::unordered_map<std::string, std::unique_ptr<common::Value>>;

struct SystemConfig {
    SystemConfig(uint64_t poolBytes, uint64_t threads, bool compression, bool readOnly,
                 uint64_t maxBytes, bool autoCheckpoint, uint64_t checkpointThresholdBytes,
                 bool checkpointOnClose, bool throwOnBrokenLog, bool checksums, bool manyWriters,
                 bool hashIndex);
    uint64_t poolBytes;
    uint64_t threads;
    bool compression;
    bool readOnly;
    uint64_t maxBytes;
    bool autoCheckpoint;
    uint64_t checkpointThresholdBytes;
    bool checkpointOnClose;
    bool throwOnBrokenLog;
    bool checksums;
    bool manyWriters;
    bool hashIndex;
};

class Database {
public:
    Database(std::string_view path, SystemConfig config);
    ~Database();

private:
    alignas(16) char opaque[4096];
};

// Only the virtual functions up to the last one used are declared, in their order.
class QueryResult {
public:
    virtual ~QueryResult();
    virtual uint64_t getNumTuples() const = 0;
    virtual bool hasNext() const = 0;
    virtual void getNextTuple() = 0;
    virtual void resetIterator() = 0;
    virtual std::string toString() const = 0;
    virtual bool hasNextArrowChunk() = 0;
    virtual std::unique_ptr<ArrowArray> getNextArrowChunk(int64_t rowsMax) = 0;

    bool isSuccess() const;
    std::string getErrorMessage() const;
    size_t getNumColumns() const;
    std::vector<common::LogicalType> getColumnDataTypes() const;
    std::unique_ptr<ArrowSchema> getArrowSchema() const;
    bool hasNextQueryResult() const;
    QueryResult* getNextQueryResult();
};

class PreparedStatement {
public:
    ~PreparedStatement();
    bool isSuccess() const;
    std::string getErrorMessage() const;
};

class Connection {
public:
    explicit Connection(Database* database);
    ~Connection();
    void setMaxNumThreadForExec(uint64_t threads);
    void setQueryTimeOut(uint64_t milliseconds);
    void interrupt();
    std::unique_ptr<QueryResult> query(std::string_view text);
    std::unique_ptr<PreparedStatement> prepare(std::string_view text);
    std::unique_ptr<QueryResult> executeWithParams(PreparedStatement* statement,
                                                   Parameters parameters);

private:
    alignas(16) char opaque[512];
};

}  // namespace main

}  // namespace lbug

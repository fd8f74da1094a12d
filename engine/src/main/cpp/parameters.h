// Parameters of a statement, as Java hands them over: one message instead of a call per value.
//
//   message   = count:u32 (name:text type value)*
//   type      = tag:u8, then for DECIMAL precision:u32 scale:u32, for LIST the element's type,
//               for STRUCT count:u32 (name:text type)*
//   value     = present:u8, then when it is 1, by type:
//               BOOL u8; INT64, TIMESTAMP (microseconds), INTERVAL (microseconds) i64;
//               INT128, DECIMAL (unscaled), UUID low:u64 high:i64; DOUBLE f64; DATE (days) i32;
//               STRING, BLOB text; LIST count:u32 value*; STRUCT one value a field
//   text      = length:u32 bytes
//
// All numbers are little-endian and unaligned. A message that ends early is an error.

#pragma once

#include <cstring>
#include <stdexcept>

#include "ladybug.h"

namespace hedgerow {

class ParameterReader {
public:
    ParameterReader(const char* message, uint64_t length) : at(message), end(message + length) {}

    lbug::main::Parameters parameters() {
        lbug::main::Parameters result;
        const auto count = number<uint32_t>();
        for (uint32_t i = 0; i < count; i++) {
            auto name = text();
            const auto shape = type();
            result.emplace(std::move(name), value(shape));
        }
        return result;
    }

private:
    enum class Tag : uint8_t {
        ANY, BOOL, INT64, INT128, DOUBLE, DECIMAL, STRING, BLOB, DATE, TIMESTAMP, INTERVAL, UUID,
        LIST, STRUCT
    };

    // A type as sent, with the engine's type for it.
    struct Shape {
        Tag tag;
        lbug::common::LogicalType engineType;
        std::vector<Shape> parts;
    };

    using ValuePtr = std::unique_ptr<lbug::common::Value>;

    Shape type() {
        using lbug::common::LogicalType;
        using lbug::common::LogicalTypeID;
        const auto tag = static_cast<Tag>(number<uint8_t>());
        switch (tag) {
        case Tag::ANY: return {tag, LogicalType(LogicalTypeID::ANY), {}};
        case Tag::BOOL: return {tag, LogicalType(LogicalTypeID::BOOL), {}};
        case Tag::INT64: return {tag, LogicalType(LogicalTypeID::INT64), {}};
        case Tag::INT128: return {tag, LogicalType(LogicalTypeID::INT128), {}};
        case Tag::DOUBLE: return {tag, LogicalType(LogicalTypeID::DOUBLE), {}};
        case Tag::STRING: return {tag, LogicalType(LogicalTypeID::STRING), {}};
        case Tag::BLOB: return {tag, LogicalType(LogicalTypeID::BLOB), {}};
        case Tag::DATE: return {tag, LogicalType(LogicalTypeID::DATE), {}};
        case Tag::TIMESTAMP: return {tag, LogicalType(LogicalTypeID::TIMESTAMP), {}};
        case Tag::INTERVAL: return {tag, LogicalType(LogicalTypeID::INTERVAL), {}};
        case Tag::UUID: return {tag, LogicalType(LogicalTypeID::UUID), {}};
        case Tag::DECIMAL: {
            const auto precision = number<uint32_t>();
            const auto scale = number<uint32_t>();
            return {tag, LogicalType::DECIMAL(precision, scale), {}};
        }
        case Tag::LIST: {
            std::vector<Shape> parts;
            parts.push_back(type());
            auto engineType = LogicalType::LIST(LogicalType(parts[0].engineType));
            return {tag, std::move(engineType), std::move(parts)};
        }
        case Tag::STRUCT: return structType();
        }
        throw std::runtime_error("parameter message: unknown type");
    }

    Shape structType() {
        std::vector<Shape> parts;
        std::vector<lbug::common::StructField> fields;
        const auto count = number<uint32_t>();
        for (uint32_t i = 0; i < count; i++) {
            auto name = text();
            parts.push_back(type());
            fields.push_back({std::move(name), lbug::common::LogicalType(parts[i].engineType)});
        }
        auto engineType = lbug::common::LogicalType::STRUCT(std::move(fields));
        return {Tag::STRUCT, std::move(engineType), std::move(parts)};
    }

    ValuePtr value(const Shape& shape) {
        using lbug::common::LogicalType;
        using lbug::common::Value;
        if (number<uint8_t>() == 0) {
            return ValuePtr(new Value(Value::createNullValue(shape.engineType)));
        }
        switch (shape.tag) {
        case Tag::ANY: break;
        case Tag::BOOL: return std::make_unique<Value>(number<uint8_t>() != 0);
        case Tag::INT64: return std::make_unique<Value>(number<int64_t>());
        case Tag::INT128: return std::make_unique<Value>(wide());
        case Tag::DOUBLE: return std::make_unique<Value>(number<double>());
        case Tag::STRING: return std::make_unique<Value>(text());
        case Tag::BLOB: return std::make_unique<Value>(LogicalType(shape.engineType), text());
        case Tag::DATE: return std::make_unique<Value>(lbug::common::date_t{number<int32_t>()});
        case Tag::TIMESTAMP:
            return std::make_unique<Value>(lbug::common::timestamp_t{number<int64_t>()});
        case Tag::INTERVAL:
            return std::make_unique<Value>(lbug::common::interval_t{0, 0, number<int64_t>()});
        case Tag::UUID: return std::make_unique<Value>(lbug::common::uuid{wide()});
        case Tag::DECIMAL: return decimal(shape);
        case Tag::LIST: {
            std::vector<ValuePtr> elements;
            const auto count = number<uint32_t>();
            for (uint32_t i = 0; i < count; i++) {
                elements.push_back(value(shape.parts[0]));
            }
            return std::make_unique<Value>(LogicalType(shape.engineType), std::move(elements));
        }
        case Tag::STRUCT: {
            std::vector<ValuePtr> fields;
            for (const auto& part : shape.parts) {
                fields.push_back(value(part));
            }
            return std::make_unique<Value>(LogicalType(shape.engineType), std::move(fields));
        }
        }
        throw std::runtime_error("parameter message: a value without a type");
    }

    // The engine keeps a decimal in the smallest integer that holds its precision; copying the
    // leading bytes of the sign-extended 128 bits serves all of them.
    ValuePtr decimal(const Shape& shape) {
        using lbug::common::Value;
        const auto unscaled = wide();
        auto result = ValuePtr(new Value(Value::createDefaultValue(shape.engineType)));
        result->copyFromRowLayout(reinterpret_cast<const uint8_t*>(&unscaled));
        return result;
    }

    lbug::common::int128_t wide() {
        const auto low = number<uint64_t>();
        return {low, number<int64_t>()};
    }

    std::string text() {
        const auto length = number<uint32_t>();
        return std::string(take(length), length);
    }

    template <typename T>
    T number() {
        T result;
        std::memcpy(&result, take(sizeof(T)), sizeof(T));
        return result;
    }

    const char* take(uint64_t length) {
        if (length > static_cast<uint64_t>(end - at)) {
            throw std::runtime_error("parameter message: it ends too early");
        }
        const auto* start = at;
        at += length;
        return start;
    }

    const char* at;
    const char* end;
};

}  // namespace hedgerow

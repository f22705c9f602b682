# Checks a document against one definition of schema.json:
#     jq --slurpfile schema schema.json --arg name list -f check.jq
# prints one line for each fault, and nothing for a good document. Of JSON
# Schema it knows what schema.json uses: $ref, type, enum, pattern, minimum,
# maximum, items, properties, required, additionalProperties: false, not, anyOf,
# oneOf.
# An unknown keyword is a fault of the schema.

def known: ["$ref", "type", "enum", "pattern", "minimum", "maximum", "items",
	"properties", "required", "additionalProperties", "not", "anyOf",
	"oneOf"];

def is($kind):
	if $kind == "integer" then type == "number" and floor == .
	else type == $kind end;

def check($defs; $schema; $at):
	. as $value |
	(if $schema["$ref"] then
		check($defs; $defs[$schema["$ref"] | ltrimstr("#/$defs/")]; $at)
	else empty end),
	(($schema | keys_unsorted) - known | .[] | "\($at): schema: what is \(.)?"),
	(if $schema | has("type") then
		[$schema.type] | flatten as $types |
		if any($types[]; . as $kind | $value | is($kind)) then empty
		else "\($at): must be \($types | join(" or "))" end
	else empty end),
	(if $schema.enum and ($schema.enum | any(. == $value) | not)
	then "\($at): must be one of \($schema.enum)" else empty end),
	(if $schema.pattern and ($value | type) == "string" and
		($value | test($schema.pattern) | not)
	then "\($at): must match \($schema.pattern)" else empty end),
	(if ($value | type) == "number" and $schema.minimum and
		$value < $schema.minimum
	then "\($at): must be at least \($schema.minimum)" else empty end),
	(if ($value | type) == "number" and $schema.maximum and
		$value > $schema.maximum
	then "\($at): must be at most \($schema.maximum)" else empty end),
	(if ($value | type) == "array" and $schema.items then
		range($value | length) as $i |
		$value[$i] | check($defs; $schema.items; "\($at)[\($i)]")
	else empty end),
	(if ($value | type) == "object" then
		(($schema.required // [])[] as $key |
			if $value | has($key) then empty
			else "\($at): lacks \($key)" end),
		($value | keys_unsorted[] as $key |
			($schema.properties // {})[$key] as $of |
			if $of then .[$key] | check($defs; $of; "\($at).\($key)")
			elif $schema.additionalProperties == false
			then "\($at): has \($key)" else empty end)
	else empty end),
	(if $schema.not and ([check($defs; $schema.not; $at)] == [])
	then "\($at): must not fit \($schema.not)" else empty end),
	(if $schema.anyOf and (any($schema.anyOf[]; . as $one |
		[$value | check($defs; $one; $at)] == []) | not)
	then "\($at): must fit one of \($schema.anyOf)" else empty end),
	(if $schema.oneOf then
		[$schema.oneOf[] as $one | [$value | check($defs; $one; $at)]] |
		if map(select(. == [])) | length == 1 then empty
		else "\($at): must fit one of: \(map(join("; ")) | join(" | "))" end
	else empty end);

. as $document | $schema[0]["$defs"] as $defs |
if $defs | has($name) then $document | check($defs; $defs[$name]; $name)
else "there is no schema of \($name)" end

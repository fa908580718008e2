// Parses rule files with the grammar for tree-sitter and says what came out, a line each, for
// tree_sitter.test.js. Usage: tree_sitter QUERY FILE…; QUERY has the highlights.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

const TSLanguage* tree_sitter_precept(void);

typedef struct {
    char* text;
    uint32_t size;
} Text;

static Text read_file(const char* path) {
    FILE* file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    const long size = ftell(file);
    rewind(file);
    Text text = {malloc((size_t)size + 1), (uint32_t)size};
    if (fread(text.text, 1, text.size, file) != text.size) {
        perror(path);
        exit(2);
    }
    fclose(file);
    return text;
}

static bool is(TSNode node, const char* type) {
    return strcmp(ts_node_type(node), type) == 0;
}

/// Says where the innermost errors are.
static void print_errors(TSNode node) {
    if (is(node, "ERROR") || ts_node_is_missing(node)) {
        const TSPoint at = ts_node_start_point(node);
        printf("error %u %u\n", at.row + 1, at.column + 1);
        return;
    }
    for (uint32_t i = 0; i < ts_node_child_count(node); ++i) {
        print_errors(ts_node_child(node, i));
    }
}

/// The items of a file, and the fields of its events, with their names.
static void print_items(TSNode node, const char* text) {
    for (uint32_t i = 0; i < ts_node_named_child_count(node); ++i) {
        const TSNode item = ts_node_named_child(node, i);
        const TSNode name = ts_node_child_by_field_name(item, "name", 4);
        if (!ts_node_is_null(name)) {
            const uint32_t begin = ts_node_start_byte(name);
            printf(
                "item %s %u %.*s\n",
                ts_node_type(item),
                ts_node_start_point(name).row,
                (int)(ts_node_end_byte(name) - begin),
                text + begin
            );
        }
        if (is(item, "event")) {
            print_items(item, text);
        }
    }
}

/// What takes more than one line: items, actions, lists.
static void print_regions(TSNode node) {
    const uint32_t first = ts_node_start_point(node).row;
    const uint32_t last = ts_node_end_point(node).row;
    if (first < last) {
        printf("region %u %u %s\n", first, last, ts_node_type(node));
    }
    for (uint32_t i = 0; i < ts_node_named_child_count(node); ++i) {
        print_regions(ts_node_named_child(node, i));
    }
}

static void print_captures(const TSQuery* query, TSNode root) {
    TSQueryCursor* cursor = ts_query_cursor_new();
    ts_query_cursor_exec(cursor, query, root);
    TSQueryMatch match;
    uint32_t index = 0;
    while (ts_query_cursor_next_capture(cursor, &match, &index)) {
        const TSQueryCapture capture = match.captures[index];
        uint32_t length = 0;
        printf(
            "capture %u %u %u %s\n",
            match.pattern_index,
            ts_node_start_byte(capture.node),
            ts_node_end_byte(capture.node),
            ts_query_capture_name_for_id(query, capture.index, &length)
        );
    }
    ts_query_cursor_delete(cursor);
}

int main(int argc, char** argv) {
    const TSLanguage* language = tree_sitter_precept();
    TSParser* parser = ts_parser_new();
    if (!ts_parser_set_language(parser, language)) {
        fputs("the parser was made for another version of tree-sitter\n", stderr);
        return 2;
    }
    for (uint32_t i = 0; i < ts_language_symbol_count(language); ++i) {
        if (ts_language_symbol_type(language, (TSSymbol)i) == TSSymbolTypeAnonymous) {
            printf("word %s\n", ts_language_symbol_name(language, (TSSymbol)i));
        }
    }
    const Text rules = read_file(argv[1]);
    uint32_t at = 0;
    TSQueryError fault = TSQueryErrorNone;
    TSQuery* query = ts_query_new(language, rules.text, rules.size, &at, &fault);
    if (query == NULL) {
        fprintf(stderr, "%s: fault %d at byte %u\n", argv[1], (int)fault, at);
        return 2;
    }
    for (int i = 2; i < argc; ++i) {
        const Text text = read_file(argv[i]);
        TSTree* tree = ts_parser_parse_string(parser, NULL, text.text, text.size);
        printf("file %s\n", argv[i]);
        print_errors(ts_tree_root_node(tree));
        print_items(ts_tree_root_node(tree), text.text);
        print_regions(ts_tree_root_node(tree));
        print_captures(query, ts_tree_root_node(tree));
        ts_tree_delete(tree);
        free(text.text);
    }
    free(rules.text);
    ts_query_delete(query);
    ts_parser_delete(parser);
    return 0;
}

#include <gmime/gmime.h>

// GMime's type checks and casts are macros, which Swift does not see.

static inline gboolean casefile_mime_is_multipart(GMimeObject *object) { return GMIME_IS_MULTIPART(object); }
static inline gboolean casefile_mime_is_message(GMimeObject *object) { return GMIME_IS_MESSAGE_PART(object); }
static inline gboolean casefile_mime_is_part(GMimeObject *object) { return GMIME_IS_PART(object); }
static inline GMimeMultipart *casefile_mime_multipart(GMimeObject *object) { return (GMimeMultipart *)object; }
static inline GMimePart *casefile_mime_part(GMimeObject *object) { return (GMimePart *)object; }
static inline GMimeObject *casefile_mime_object(GMimeMessage *message) { return (GMimeObject *)message; }

static inline GMimeMessage *casefile_mime_inner(GMimeObject *object) {
    return g_mime_message_part_get_message((GMimeMessagePart *)object);
}

static inline GMimeMessage *casefile_mime_parse(const char *bytes, size_t count, GMimeParserOptions *options) {
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, count);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_object_unref(stream);
    g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE);
    GMimeMessage *message = g_mime_parser_construct_message(parser, options);
    g_object_unref(parser);
    return message;
}

// What a part holds, as it stands in the mail. NULL when it has no content. To be freed by the caller.
static inline GByteArray *casefile_mime_content(GMimePart *part) {
    GMimeDataWrapper *wrapper = g_mime_part_get_content(part);
    if (wrapper == NULL) return NULL;
    GByteArray *bytes = g_byte_array_new();
    GMimeStream *target = g_mime_stream_mem_new_with_byte_array(bytes);
    g_mime_stream_mem_set_owner((GMimeStreamMem *)target, FALSE);
    GMimeStream *source = g_mime_data_wrapper_get_stream(wrapper);
    g_mime_stream_reset(source);
    g_mime_stream_write_to_stream(source, target);
    g_mime_stream_reset(source);
    g_object_unref(target);
    return bytes;
}

static inline gboolean casefile_mime_is_mailbox(InternetAddress *address) { return INTERNET_ADDRESS_IS_MAILBOX(address); }

static inline const char *casefile_mime_address(InternetAddress *address) {
    return internet_address_mailbox_get_addr((InternetAddressMailbox *)address);
}

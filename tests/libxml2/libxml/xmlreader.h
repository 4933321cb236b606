/* SPDX-License-Identifier: 0BSD
 *
 * What gen/read/xml.c uses of libxml2, declared as releases from 2.12 on have
 * it; LIBXML_VERSION comes from the command line. To be compiled against, for
 * machines that have an older libxml2; there is no library behind it.
 */
#ifndef LIBXML_XMLREADER_H
#define LIBXML_XMLREADER_H

#include <stddef.h>

#if !defined LIBXML_VERSION || LIBXML_VERSION < 21200
#error "expected -DLIBXML_VERSION=21200 or more"
#endif

typedef unsigned char xmlChar;
typedef struct xmlTextReader_ xmlTextReader;
typedef struct xmlRelaxNG_ xmlRelaxNG;
typedef struct xmlRelaxNGParserCtxt_ xmlRelaxNGParserCtxt;

typedef struct {
    int domain;
    int code;
    char *message;
    int level;
    char *file;
    int line;
} xmlError;

/* Constant since 2.12. */
typedef void (*xmlStructuredErrorFunc)(void *data, const xmlError *error);

enum { XML_FROM_RELAXNGV = 19 };
enum { XML_ERR_NO_MEMORY = 2 };
enum {
    XML_READER_TYPE_ELEMENT = 1,
    XML_READER_TYPE_TEXT = 3,
    XML_READER_TYPE_CDATA = 4
};

/* An enumeration whose values 2.14 has more of; some are shifts of 1u now. */
typedef enum {
    XML_PARSE_NONET = 1 << 11,
    XML_PARSE_COMPACT = 1 << 16,
    XML_PARSE_NO_XXE = 1 << 23,
    XML_PARSE_UNZIP = 1 << 24
} xmlParserOption;

typedef void (*xmlFreeFunc)(void *block);
typedef void *(*xmlMallocFunc)(size_t size);
typedef void *(*xmlReallocFunc)(void *block, size_t size);
typedef char *(*xmlStrdupFunc)(const char *text);

int xmlMemSetup(xmlFreeFunc give, xmlMallocFunc take, xmlReallocFunc change,
                xmlStrdupFunc copy);
void xmlCleanupParser(void);
void xmlSetStructuredErrorFunc(void *data, xmlStructuredErrorFunc handler);

xmlRelaxNGParserCtxt *xmlRelaxNGNewMemParserCtxt(const char *text, int size);
xmlRelaxNG *xmlRelaxNGParse(xmlRelaxNGParserCtxt *context);
void xmlRelaxNGFreeParserCtxt(xmlRelaxNGParserCtxt *context);
void xmlRelaxNGFree(xmlRelaxNG *schema);

/* The encoding counts more than the document's own since 2.14. */
xmlTextReader *xmlReaderForMemory(const char *text, int size, const char *url,
                                  const char *encoding, int options);
void xmlFreeTextReader(xmlTextReader *reader);
void xmlTextReaderSetStructuredErrorHandler(xmlTextReader *reader,
                                            xmlStructuredErrorFunc handler,
                                            void *data);
int xmlTextReaderRelaxNGSetSchema(xmlTextReader *reader, xmlRelaxNG *schema);
int xmlTextReaderRead(xmlTextReader *reader);
int xmlTextReaderDepth(xmlTextReader *reader);
int xmlTextReaderNodeType(xmlTextReader *reader);
int xmlTextReaderMoveToElement(xmlTextReader *reader);
int xmlTextReaderMoveToNextAttribute(xmlTextReader *reader);
const xmlChar *xmlTextReaderConstName(xmlTextReader *reader);
const xmlChar *xmlTextReaderConstValue(xmlTextReader *reader);

#endif

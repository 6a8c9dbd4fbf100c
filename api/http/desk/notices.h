/* What the desk for notices does, as procedures, and what it shows. */
#ifndef API_HTTP_NOTICES_H
#define API_HTTP_NOTICES_H

#include "api/http/wire/request.h"

http_procedure http_notice_draft, http_notice_receive, http_notice_announce, http_notice_object, http_notice_agree,
	http_notice_effective, http_notice_withdraw, http_notice_decide, http_notice_override, http_objection_settle;

enum MHD_Result http_get_standing(struct http_request *q); /* all about one notice, as of a day */
enum MHD_Result http_get_letter(struct http_request *q);

#endif

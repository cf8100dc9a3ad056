/// The app's own wordings, by meaning and then by language. Data, not logic: a new wording is one more line.
enum WhatsAppWords {
    static let phrases: [(WhatsAppPhrases.Meaning, [String])] = [
        (.deleted, deleted), (.missedVoice, missedVoice), (.missedVideo, missedVideo), (.voiceCall, voiceCall),
        (.videoCall, videoCall), (.groupCall, groupCall), (.notExported, notExported), (.omittedMedia, omittedMedia),
        (.omittedSticker, omittedSticker), (.omittedContact, omittedContact), (.edited, edited), (.attached, attached),
        (.location, liveLocation),
    ]

    private static let deleted = [
        // en
        "This message was deleted", "You deleted this message", "This message was deleted by an admin",
        "You deleted this message as admin", "This message has been deleted",
        // de
        "Diese Nachricht wurde gelöscht", "Du hast diese Nachricht gelöscht", "Sie haben diese Nachricht gelöscht",
        // fr
        "Ce message a été supprimé", "Vous avez supprimé ce message", "Ce message a été effacé",
        "Tu as supprimé ce message",
        // es
        "Se eliminó este mensaje", "Eliminaste este mensaje", "Este mensaje fue eliminado",
        "Este mensaje ha sido eliminado", "Has eliminado este mensaje", "Mensaje eliminado",
        // it
        "Questo messaggio è stato eliminato", "Hai eliminato questo messaggio",
        // pt
        "Mensagem apagada", "Esta mensagem foi apagada", "Essa mensagem foi apagada", "Você apagou esta mensagem",
        "Você apagou essa mensagem", "Apagou esta mensagem", "Eliminou esta mensagem", "Esta mensagem foi eliminada",
        "Mensagem eliminada",
        // nl
        "Dit bericht is verwijderd", "Dit bericht werd verwijderd", "U hebt dit bericht verwijderd",
        "Je hebt dit bericht verwijderd", "U heeft dit bericht verwijderd",
        // cs, sk
        "Tato zpráva byla odstraněna", "Tuto zprávu jste odstranil/a", "Tato zpráva byla smazána",
        "Tuto zprávu jste smazal/a", "Tuto zprávu jste smazali", "Táto správa bola odstránená",
        "Odstránili ste túto správu", "Táto správa bola vymazaná", "Vymazali ste túto správu",
        // pl
        "Ta wiadomość została usunięta", "Usunięto tę wiadomość", "Usunąłeś tę wiadomość", "Usunęłaś tę wiadomość",
        "Usunięto wiadomość", "Wiadomość została usunięta", "Ta wiadomość została skasowana",
        // ru, uk, bg
        "Данное сообщение удалено", "Вы удалили данное сообщение", "Это сообщение удалено", "Это сообщение было удалено",
        "Вы удалили это сообщение", "Сообщение удалено", "Це повідомлення було видалено", "Це повідомлення видалено",
        "Ви видалили це повідомлення", "Това съобщение беше изтрито", "Съобщението беше изтрито",
        "Изтрихте това съобщение",
        // hr, sr, sl
        "Ova poruka je izbrisana", "Izbrisali ste ovu poruku", "Ova poruka je obrisana", "Obrisali ste ovu poruku",
        "Ова порука је избрисана", "Избрисали сте ову поруку", "To sporočilo je bilo izbrisano",
        "Izbrisali ste to sporočilo",
        // hu, ro, el
        "Ezt az üzenetet törölték", "Törölted ezt az üzenetet", "Ez az üzenet törölve lett", "Az üzenet törölve",
        "Acest mesaj a fost șters", "Ați șters acest mesaj", "Ai șters acest mesaj", "Αυτό το μήνυμα διαγράφηκε",
        "Διαγράψατε αυτό το μήνυμα", "Διέγραψες αυτό το μήνυμα",
        // sv, da, nb, fi
        "Det här meddelandet raderades", "Du raderade det här meddelandet", "Det här meddelandet har raderats",
        "Det här meddelandet togs bort", "Du tog bort det här meddelandet", "Denne besked blev slettet",
        "Du slettede denne besked", "Denne meldingen ble slettet", "Du slettet denne meldingen",
        "Tämä viesti on poistettu", "Tämä viesti poistettiin", "Poistit tämän viestin",
        // tr, az
        "Bu mesaj silindi", "Bu mesajı sildiniz", "Bu mesajı sildin", "Bu mesaj silinib",
        // ar, fa, he, ur
        "تم حذف هذه الرسالة", "لقد حذفت هذه الرسالة", "أنت حذفت هذه الرسالة", "حذفت هذه الرسالة", "این پیام حذف شد",
        "این پیام حذف شده است", "شما این پیام را حذف کردید", "הודעה זו נמחקה", "מחקת הודעה זו", "ההודעה נמחקה",
        "הודעה זאת נמחקה", "یہ پیغام حذف کر دیا گیا", "آپ نے یہ پیغام حذف کر دیا",
        // hi, bn
        "यह मैसेज डिलीट कर दिया गया है", "यह मैसेज डिलीट कर दिया गया", "आपने यह मैसेज डिलीट किया",
        "आपने यह मैसेज डिलीट कर दिया", "यह संदेश हटा दिया गया", "यह संदेश हटाया गया था", "आपने यह संदेश हटा दिया",
        "এই মেসেজটি মুছে ফেলা হয়েছে", "আপনি এই মেসেজটি মুছে ফেলেছেন",
        // id, ms, vi, th
        "Pesan ini telah dihapus", "Pesan ini dihapus", "Anda telah menghapus pesan ini", "Anda menghapus pesan ini",
        "Mesej ini telah dipadam", "Mesej ini telah dipadamkan", "Anda telah memadam mesej ini",
        "Anda memadam mesej ini", "Tin nhắn này đã bị xóa", "Tin nhắn này đã bị xoá", "Bạn đã xóa tin nhắn này",
        "Bạn đã xoá tin nhắn này", "ข้อความนี้ถูกลบแล้ว", "คุณได้ลบข้อความนี้", "คุณลบข้อความนี้", "ข้อความนี้ถูกลบ",
        // zh, ja, ko
        "此消息已被删除", "此消息已删除", "此訊息已刪除", "此訊息已被刪除", "這則訊息已被刪除", "您已删除此消息", "你已删除此消息", "您删除了此消息",
        "你删除了此消息", "你删除了这条消息", "您已刪除此訊息", "你已刪除此訊息", "你刪除了這則訊息", "您已刪除這則訊息", "该消息已被删除", "消息已删除",
        "このメッセージは削除されました", "このメッセージを削除しました", "あなたはこのメッセージを削除しました", "삭제된 메시지입니다", "이 메시지를 삭제했습니다",
        "이 메시지는 삭제되었습니다", "이 메시지가 삭제되었습니다", "메시지를 삭제했습니다",
        // ca, et, lv, lt, sw
        "S'ha eliminat aquest missatge", "Has eliminat aquest missatge", "See sõnum kustutati", "Kustutasid selle sõnumi",
        "Šī ziņa tika dzēsta", "Jūs izdzēsāt šo ziņu", "Ši žinutė buvo ištrinta", "Ištrynėte šią žinutę",
        "Ujumbe huu ulifutwa", "Ulifuta ujumbe huu",
    ]

    private static let missedVoice = [
        "Missed voice call", "Missed group voice call", "Silenced voice call", "Verpasster Sprachanruf",
        "Verpasster Anruf", "Verpasster Gruppen-Sprachanruf", "Appel vocal manqué", "Appel manqué",
        "Llamada perdida", "Llamada de voz perdida", "Llamada grupal perdida", "Chiamata vocale persa", "Chiamata persa",
        "Chamada de voz perdida", "Ligação de voz perdida", "Chamada perdida", "Ligação perdida", "Gemiste spraakoproep",
        "Gemiste oproep", "Gemiste spraakgesprek", "Zmeškaný hovor", "Zmeškaný hlasový hovor", "Nieodebrane połączenie",
        "Nieodebrane połączenie głosowe", "Пропущенный аудиозвонок", "Пропущенный звонок",
        "Пропущенный голосовой вызов", "Пропущений аудіодзвінок", "Пропущений дзвінок", "Пропущений голосовий виклик",
        "Пропуснато гласово обаждане", "Propušteni glasovni poziv", "Propušten glasovni poziv", "Zgrešen glasovni klic",
        "Nem fogadott hanghívás", "Nem fogadott hívás", "Apel vocal pierdut", "Apel vocal nepreluat", "Apel pierdut",
        "Αναπάντητη φωνητική κλήση", "Αναπάντητη κλήση", "Missat röstsamtal", "Missat samtal", "Ubesvaret taleopkald",
        "Mistet taleopkald", "Ubesvaret opkald", "Tapt taleanrop", "Ubesvart taleanrop", "Tapt anrop",
        "Vastaamaton äänipuhelu", "Vastaamaton puhelu", "Cevapsız sesli arama", "Cevapsız arama", "مكالمة صوتية فائتة",
        "مكالمة فائتة", "مكالمة صوتية لم يُرد عليها", "تماس صوتی از دست رفته", "تماس صوتی پاسخ داده نشده",
        "שיחה קולית שלא נענתה", "שיחה שלא נענתה", "मिस्ड वॉइस कॉल", "मिस्ड वॉइस कॉल्स", "छूटी हुई वॉइस कॉल", "मिस्ड कॉल",
        "মিসড ভয়েস কল", "Panggilan suara tak terjawab", "Panggilan tak terjawab", "Panggilan suara terlepas",
        "Panggilan suara tidak dijawab", "Cuộc gọi thoại bị nhỡ", "Cuộc gọi nhỡ", "Cuộc gọi thoại nhỡ",
        "สายที่ไม่ได้รับ", "สายเรียกเข้าด้วยเสียงที่ไม่ได้รับ", "การโทรด้วยเสียงที่ไม่ได้รับ", "未接语音通话", "未接语音来电", "未接来电",
        "未接語音通話", "未接語音來電", "未接來電", "不在着信", "音声通話不在着信", "不在着信（音声）", "音声通話の不在着信", "부재중 음성통화", "부재중 음성 통화", "부재중 전화",
        "Trucada de veu perduda", "Trucada perduda", "Llamada silenciada", "Llamada de voz silenciada",
    ]

    private static let missedVideo = [
        "Missed video call", "Missed group video call", "Silenced video call", "Verpasster Videoanruf",
        "Verpasster Gruppen-Videoanruf", "Appel vidéo manqué", "Videollamada perdida", "Llamada de video perdida",
        "Llamada de vídeo perdida", "Videochiamata persa", "Chamada de vídeo perdida", "Ligação de vídeo perdida",
        "Videochamada perdida", "Gemiste video-oproep", "Gemiste videogesprek", "Zmeškaný videohovor",
        "Nieodebrane połączenie wideo", "Nieodebrana rozmowa wideo", "Пропущенный видеозвонок", "Пропущенный видеовызов",
        "Пропущений відеодзвінок", "Пропущений відеовиклик", "Пропуснато видеообаждане", "Propušteni videopoziv",
        "Propušten video poziv", "Nem fogadott videóhívás", "Nem fogadott videohívás", "Apel video pierdut",
        "Apel video nepreluat", "Αναπάντητη βιντεοκλήση", "Missat videosamtal", "Ubesvaret videoopkald",
        "Mistet videoopkald", "Tapt videoanrop", "Ubesvart videoanrop", "Vastaamaton videopuhelu",
        "Cevapsız görüntülü arama", "مكالمة فيديو فائتة", "مكالمة مرئية فائتة", "تماس تصویری از دست رفته",
        "שיחת וידאו שלא נענתה", "मिस्ड वीडियो कॉल", "छूटी हुई वीडियो कॉल", "Panggilan video tak terjawab",
        "Panggilan video terlepas", "Cuộc gọi video bị nhỡ", "Cuộc gọi video nhỡ", "วิดีโอคอลที่ไม่ได้รับ", "未接视频通话", "未接视频来电",
        "未接視訊通話", "未接視訊來電", "ビデオ通話不在着信", "不在着信（ビデオ）", "ビデオ通話の不在着信", "부재중 영상통화", "부재중 영상 통화", "Videotrucada perduda",
        "Videollamada silenciada",
    ]

    private static let voiceCall = [
        "Voice call", "Call failed", "Llamada", "Sprachanruf", "Appel vocal", "Llamada de voz", "Chiamata vocale", "Chamada de voz",
        "Ligação de voz", "Spraakoproep", "Spraakgesprek", "Hlasový hovor", "Połączenie głosowe", "Аудиозвонок",
        "Голосовой вызов", "Аудіодзвінок", "Голосовий виклик", "Гласово обаждане", "Glasovni poziv", "Hanghívás",
        "Apel vocal", "Φωνητική κλήση", "Röstsamtal", "Taleopkald", "Taleanrop", "Äänipuhelu", "Sesli arama",
        "مكالمة صوتية", "تماس صوتی", "שיחה קולית", "वॉइस कॉल", "ভয়েস কল", "Panggilan suara", "Cuộc gọi thoại",
        "การโทรด้วยเสียง", "语音通话", "語音通話", "語音來電", "音声通話", "음성통화", "음성 통화", "Trucada de veu",
    ]

    private static let videoCall = [
        "Video call", "Videoanruf", "Appel vidéo", "Videollamada", "Videochiamata", "Chamada de vídeo",
        "Ligação de vídeo", "Videochamada", "Video-oproep", "Videogesprek", "Videohovor", "Połączenie wideo",
        "Rozmowa wideo", "Видеозвонок", "Видеовызов", "Відеодзвінок", "Відеовиклик", "Видеообаждане", "Videopoziv",
        "Video poziv", "Videóhívás", "Videohívás", "Apel video", "Βιντεοκλήση", "Videosamtal", "Videoopkald",
        "Videoanrop", "Videopuhelu", "Görüntülü arama", "مكالمة فيديو", "تماس تصویری", "שיחת וידאו", "वीडियो कॉल",
        "ভিডিও কল", "Panggilan video", "Cuộc gọi video", "วิดีโอคอล", "视频通话", "視訊通話", "ビデオ通話", "영상통화", "영상 통화",
        "Videotrucada",
    ]

    private static let groupCall = [
        "Group call", "Group voice call", "Group video call", "Voice chat", "Sprachchat", "Gruppenanruf", "Appel de groupe",
        "Llamada grupal",
        "Chiamata di gruppo", "Chamada em grupo", "Ligação em grupo", "Groepsgesprek", "Groepsoproep",
        "Групповой звонок", "Груповий дзвінок", "Grup araması", "مكالمة جماعية", "群组通话", "群組通話", "グループ通話", "그룹통화",
    ]

    /// Messages whose content the app does not give away.
    private static let notExported = [
        "null", "View once message", "You received a view once message", "You sent a view once message",
        "You received a view once message. For added privacy, you can only open it on your phone",
        "You received a view once photo. For added privacy, you can only open it on your phone",
        "You received a view once video. For added privacy, you can only open it on your phone",
        "You received a view once voice message. For added privacy, you can only open it on your phone",
        "You sent a view once message. For added privacy, you can only open it on your phone",
        "You sent a view once photo. For added privacy, you can only open it on your phone",
        "You sent a view once video. For added privacy, you can only open it on your phone",
        "You sent a view once voice message. For added privacy, you can only open it on your phone",
        "View once photo", "View once video", "View once voice message",
        "Waiting for this message. This may take a while", "Waiting for this message",
        "Einmalansicht", "Foto zum einmaligen Ansehen", "Auf diese Nachricht warten. Dies kann einen Moment dauern",
        "Warte auf diese Nachricht. Dies kann einen Moment dauern", "En attente de ce message",
        "Esperando el mensaje. Esto puede tomar tiempo", "Aguardando mensagem. Essa ação pode levar alguns instantes",
        "In attesa del messaggio. Potrebbe volerci qualche minuto", "Ожидание данного сообщения. Это может занять время",
        "正在等待此消息。这可能需要一些时间", "查看一次消息", "阅后即焚消息",
    ]

    private static let liveLocation = [
        "Live location shared", "Live-Standort wird geteilt", "Live-Standort geteilt", "Localisation en direct partagée",
        "Ubicación en tiempo real compartida", "Posizione attuale condivisa", "Posizione in tempo reale condivisa",
        "Localização em tempo real compartilhada", "Localização atual compartilhada", "Live locatie gedeeld",
        "Udostępniono lokalizację na żywo", "Живое местоположение отправлено", "Трансляция геоданных",
        "Canlı konum paylaşıldı", "تمت مشاركة الموقع المباشر", "Lokasi terkini dibagikan", "已共享实时位置", "已分享即時位置",
        "ライブ位置情報を共有しました", "실시간 위치 공유됨",
    ]

    private static let omittedMedia = [
        "image omitted", "video omitted", "audio omitted", "GIF omitted", "document omitted", "video note omitted",
        "Media omitted", "Bild weggelassen", "Video weggelassen", "Audio weggelassen", "GIF weggelassen",
        "Dokument weggelassen", "Videonachricht weggelassen", "Medien ausgeschlossen", "Medien weggelassen",
        "image absente", "vidéo absente", "audio omis", "GIF retiré", "document manquant", "Médias omis",
        "imagen omitida", "video omitido", "audio omitido", "GIF omitido", "documento omitido", "Multimedia omitido",
        "immagine omessa", "video omesso", "audio omesso", "GIF esclusa", "documento omesso", "Media omessi",
        "imagem ocultada", "imagem omitida", "vídeo omitido", "vídeo ocultado", "áudio ocultado", "áudio omitido",
        "GIF ocultado", "documento ocultado", "Mídia oculta", "Arquivo de mídia oculto", "Mídia omitida",
        "Ficheiro não revelado", "Multimédia omitida", "afbeelding weggelaten", "video weggelaten", "audio weggelaten",
        "GIF weggelaten", "document weggelaten", "Media weggelaten", "obrázek vynechán", "video vynecháno",
        "zvukový soubor vynechán", "GIF vynechán", "dokument vynechán", "Média vynechány", "obraz pominięto",
        "pominięto grafikę", "pominięto wideo", "pominięto dźwięk", "pominięto dokument", "pominięto multimedia",
        "изображение отсутствует", "видео отсутствует", "аудиофайл отсутствует", "документ отсутствует",
        "GIF отсутствует", "изображение пропущено", "видео пропущено", "аудио пропущено", "документ пропущен",
        "Без медиафайлов", "Медиафайлы отсутствуют", "зображення відсутнє", "відео відсутнє", "аудіо відсутнє",
        "документ пропущено", "GIF-анімацію пропущено", "Медіафайл пропущено", "görüntü dahil edilmedi",
        "video dahil edilmedi", "ses dahil edilmedi", "GIF dahil edilmedi", "belge dahil edilmedi",
        "Medya dahil edilmedi", "لم يتم إدراج الصورة", "لم يتم إدراج الفيديوهات", "لم يتم إدراج المقاطع الصوتية",
        "لم يتم إدراج المستند", "لم يتم إدراج صورة GIF", "تم استبعاد الوسائط", "התמונה הושמטה", "הסרטון הושמט",
        "השמע הושמט", "המסמך הושמט", "המדיה לא נכללה", "फ़ोटो हटाई गई", "वीडियो छोड़ा गया", "ऑडियो हटाई गयी",
        "डॉक्यूमेंट छोड़ा गया", "GIF छोड़ा गया", "मीडिया के बिना", "gambar tidak disertakan", "video tidak disertakan",
        "audio tidak disertakan", "dokumen tidak disertakan", "GIF tidak disertakan", "Media tidak disertakan",
        "Media tidak disertakan", "đã bỏ qua hình ảnh", "đã bỏ video", "bỏ qua tệp âm thanh", "đã bỏ qua tài liệu",
        "Đã bỏ qua ảnh GIF", "ไม่มีรูปภาพ", "วิดีโอถูกลบ", "ไม่มีไฟล์เสียง", "ละเว้นเอกสาร", "ละเว้น GIF", "图像已忽略", "视频已忽略", "音频已忽略", "文档已忽略",
        "已忽略图片", "已忽略视频", "已忽略音频", "已忽略文档", "省略多媒体文件", "影片已略去", "圖片已略去", "音訊已略去", "文件已略去", "已略過圖片", "已略過影片", "已略過音訊", "已略過文件",
        "多媒體檔案已略去", "画像は除外されました", "画像は含まれていません", "動画は含まれていません", "オーディオは含まれていません", "ドキュメントは含まれていません",
        "メディアは含まれていません", "이미지 생략됨", "사진 생략됨", "동영상 생략됨", "오디오 생략됨", "문서 생략됨", "GIF 생략됨", "미디어 파일을 제외했습니다", "bild utelämnad",
        "video utelämnad", "ljud utelämnat", "Media har utelämnats", "billede udeladt", "video udeladt", "lyd udeladt",
        "Mediefil udeladt", "bilde utelatt", "video utelatt", "lyd utelatt", "kuva jätettiin pois",
        "video jätettiin pois", "ääni jätettiin pois", "Media jätettiin pois", "kép kihagyva", "videó kihagyva",
        "hang kihagyva", "Hiányzó médiafájl", "imagine omisă", "videoclip omis", "audio omis", "Conținut media omis",
        "η εικόνα παραλήφθηκε", "το βίντεο παραλήφθηκε", "Τα πολυμέσα παραλήφθηκαν",
    ]

    private static let omittedSticker = [
        "sticker omitted", "Sticker weggelassen", "sticker omis", "sticker omitido", "sticker omesso",
        "sticker non incluso", "figurinha omitida", "figurinha ocultada", "sticker weggelaten", "nálepka vynechána",
        "naklejka pominięta", "pominięto naklejkę", "стикер отсутствует", "стикер пропущен", "Наклейку не додано",
        "çıkartma dahil edilmedi", "تم حذف الملصقات", "הסטיקר הושמט", "המדבקה הושמטה", "स्टिकर छोड़ा गया",
        "stiker tidak disertakan", "đã bỏ sticker", "ไม่มีสติกเกอร์", "贴图已忽略", "已忽略贴图", "貼圖已略去", "已略過貼圖",
        "ステッカーは含まれていません", "ステッカーは除外されました", "스티커 생략됨", "klistermärke utelämnat",
    ]

    private static let omittedContact = [
        "Contact card omitted", "Kontaktkarte ausgelassen", "Kontaktkarte weggelassen", "Fiche contact manquante",
        "Tarjeta de contacto omitida", "Scheda contatto omessa", "Contatto omesso", "Cartão do contato omitido",
        "Contactkaart weggelaten", "Vizitka vynechána", "Karta kontaktu pominięta", "Карточка контакта отсутствует",
        "Карточка контакта пропущена", "Картка контакту відсутня", "Kişi kartı dahil edilmedi",
        "لم يتم إدراج بطاقة جهة اتصال", "איש הקשר הושמט", "कॉन्टैक्ट कार्ड छोड़ा गया", "Kartu kontak tidak disertakan",
        "Bỏ qua thẻ liên lạc", "บัตรรายชื่อที่ละเว้น", "联系人名片已忽略", "已忽略联系人名片", "聯絡人資訊已略去", "連絡先カードは含まれていません", "연락처 카드 생략됨",
    ]

    private static let edited = [
        "This message was edited", "Diese Nachricht wurde bearbeitet", "Ce message a été modifié", "Se editó este mensaje",
        "Este mensaje fue editado", "Questo messaggio è stato modificato", "Mensagem editada",
        "Esta mensagem foi editada", "Essa mensagem foi editada", "Dit bericht is bewerkt", "Tato zpráva byla upravena",
        "Táto správa bola upravená", "Ta wiadomość została edytowana", "Edytowano tę wiadomość",
        "Данное сообщение изменено", "Это сообщение изменено", "Сообщение изменено", "Це повідомлення було змінено",
        "Це повідомлення відредаговано", "Това съобщение беше редактирано", "Bu mesaj düzenlendi",
        "تم تعديل هذه الرسالة", "این پیام ویرایش شد", "הודעה זו נערכה", "यह मैसेज एडिट किया गया", "Pesan ini diedit",
        "Pesan ini telah diedit", "Mesej ini telah diedit", "Tin nhắn này đã được chỉnh sửa", "ข้อความนี้ถูกแก้ไขแล้ว", "此消息已编辑",
        "此訊息已編輯", "這則訊息已編輯", "このメッセージは編集されました", "수정된 메시지입니다", "Det här meddelandet har redigerats", "Denne besked blev redigeret",
        "Denne meldingen ble redigert", "Tätä viestiä muokattiin", "Ezt az üzenetet szerkesztették",
        "Acest mesaj a fost editat", "Αυτό το μήνυμα τροποποιήθηκε",
    ]

    /// In brackets behind the name of a file.
    private static let attached = [
        "file attached", "attached", "Datei angehängt", "angehängt", "fichier joint", "archivo adjunto", "file allegato",
        "arquivo anexado", "ficheiro anexado", "bestand bijgevoegd", "soubor byl přiložen", "súbor bol priložený",
        "plik załączony", "załączono plik", "файл добавлен", "файл прикреплен", "файл додано", "прикачен файл",
        "dosya ekli", "ملف مرفق", "الملف مرفق", "فایل پیوست", "קובץ מצורף", "फ़ाइल अटैच की गई", "फ़ाइल संलग्न", "file terlampir",
        "fail dilampirkan", "tệp đính kèm", "đính kèm tệp", "แนบไฟล์แล้ว", "文件附件", "附件文件", "檔案已附加", "附加檔案", "添付ファイル", "ファイル添付",
        "파일 첨부됨", "파일 첨부", "bifogad fil", "fil bifogad", "vedhæftet fil", "fil vedhæftet", "fil vedlagt",
        "liitetiedosto", "tiedosto liitetty", "csatolt fájl", "fájl csatolva", "fișier atașat", "συνημμένο αρχείο",
        "arxiu adjunt", "fitxer adjunt",
    ]

    static let encryption = [
        "Messages and calls are end-to-end encrypted", "Messages to this chat and calls are now secured",
        "Messages to this group are now secured", "Messages you send to this chat and calls are now secured",
        "Messages you send to this group are now secured", "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt",
        "Nachrichten in diesem Chat sowie Anrufe sind jetzt mit Ende-zu-Ende", "Nachrichten in dieser Gruppe sind jetzt",
        "Nachrichten, die du in diesem Chat sendest", "Les messages et les appels sont chiffrés de bout en bout",
        "Les messages et appels sont chiffrés", "Les messages envoyés dans cette discussion",
        "Los mensajes y las llamadas están cifrados de extremo a extremo",
        "Los mensajes y llamadas están cifrados de extremo a extremo", "Los mensajes en este chat y las llamadas ahora",
        "I messaggi e le chiamate sono crittografati end-to-end", "I messaggi che invii in questa chat",
        "As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta",
        "As mensagens e ligações são protegidas", "As mensagens e as chamadas são encriptadas ponto a ponto",
        "As mensagens e chamadas são encriptadas", "Berichten en oproepen worden end-to-end versleuteld",
        "Berichten en gesprekken zijn end-to-end versleuteld", "Zprávy a hovory jsou zabezpečeny koncovým šifrováním",
        "Zprávy a hovory jsou opatřeny koncovým šifrováním", "Správy a hovory sú šifrované",
        "Wiadomości i połączenia są w pełni szyfrowane", "Wiadomości i połączenia są szyfrowane",
        "Сообщения и звонки защищены сквозным шифрованием", "Сообщения и звонки шифруются",
        "Повідомлення й дзвінки захищено наскрізним шифруванням", "Повідомлення та дзвінки захищено",
        "Съобщенията и обажданията са шифровани", "Mesajlar ve aramalar uçtan uca şifrelidir",
        "Bu sohbete gönderdiğiniz mesajlar", "الرسائل والمكالمات مشفرة تماما بين الطرفين", "پیام‌ها و تماس‌ها",
        "ההודעות והשיחות מוצפנות מקצה לקצה", "मैसेजेस और कॉल्स एंड-टू-एंड एन्क्रिप्टेड हैं", "मैसेज और कॉल एंड-टू-एंड एन्क्रिप्टेड",
        "Pesan dan panggilan terenkripsi secara end-to-end", "Pesan dan panggilan dienkripsi secara end-to-end",
        "Mesej dan panggilan disulitkan hujung ke hujung", "Tin nhắn và cuộc gọi được mã hóa đầu cuối",
        "ข้อความและการโทรได้รับการเข้ารหัสจากต้นทางถึงปลายทาง", "消息和通话都进行端到端加密", "消息与通话已进行端到端加密", "訊息和通話經端對端加密", "訊息與通話受到端對端加密",
        "訊息和通話均受到端對端加密", "メッセージと通話はエンドツーエンド暗号化されています", "메시지와 통화는 종단간 암호화됩니다", "메시지와 통화는 종단 간 암호화됩니다",
        "Meddelanden och samtal är krypterade", "Meddelanden och samtal är totalsträckskrypterade",
        "Beskeder og opkald er krypteret fra ende til anden", "Meldinger og anrop er ende-til-ende-kryptert",
        "Viestit ja puhelut on suojattu täydellisellä salauksella", "Az üzenetek és hívások végpontok közötti",
        "Mesajele și apelurile sunt criptate integral", "Τα μηνύματα και οι κλήσεις έχουν διατερματική κρυπτογράφηση",
    ]

    /// Parts of notices that may stand before the first colon of a line without sender.
    static let noticeStems = [
        " created group ", " created this group", " changed the subject", " changed this group", " changed the group",
        " changed to ", " changed their phone number", " joined using ", " turned on ", " turned off ",
        " updated the message timer", " pinned a message", "security code with ", "You added ", "You created ",
        "You changed ", "You removed ", " hat die Gruppe ", " hat den Betreff ", " hat die Gruppenbeschreibung",
        " a créé le groupe", " a changé le sujet", " a modifié ", " creó el grupo", " cambió el asunto", " cambió la ",
        " ha creato il gruppo", " ha cambiato l'oggetto", " ha modificato ", " criou o grupo", " mudou o nome ",
        " alterou ", " mudou a ", " heeft de groep ", " heeft het onderwerp ", " vytvořil", " změnil", " utworzył",
        " zmienił", " создал", " изменил", " сменил", " створив", " змінив", " grubunu oluşturdu", " konuyu ",
        " membuat grup", " mengubah subjek", " đã tạo nhóm", " đã đổi", " สร้างกลุ่ม", " เปลี่ยนหัวข้อ", "创建了群组", "更改了",
        "建立了群組", "變更了", "グループを作成", "に変更しました", "그룹을 만들었습니다", "변경했습니다", "أنشأ ", "غير الموضوع", " skapade gruppen",
        " ändrade ", " oprettede gruppen", " ændrede ", " opprettet gruppen", " endret ", " loi ryhmän", " vaihtoi ",
        " létrehozta ", " megváltoztatta ", " a creat grupul", " a schimbat ",
    ]

    static let deletionStems = [
        "deleted this", "was deleted", "gelöscht", "supprimé", "effacé", "eliminad", "eliminó", "eliminaste", "eliminat",
        "eliminato", "apagada", "apagou", "verwijderd", "odstran", "smazá", "smazal", "vymaz", "usunię", "usunął", "удален",
        "удалил", "видален", "видалил", "изтри", "izbris", "obrisa", "töröl", "șters", "διαγράφ", "διαγράψ", "radera",
        "slettet", "slettede", "poistet", "poistit", "silindi", "sildi", "حذف", "נמחק", "מחקת", "डिलीट", "हटा दिया",
        "মুছে", "dihapus", "menghapus", "dipadam", "memadam", "đã xóa", "đã xoá", "bị xóa", "bị xoá", "ถูกลบ", "ได้ลบ",
        "删除", "刪除", "撤回", "削除", "삭제", "kustut", "dzēst", "ištrin", "ulifutwa",
    ]

    /// "Message", as it stands in those sentences.
    static let messageStems = [
        "message", "nachricht", "mensaje", "mensagem", "messagg", "bericht", "zpráv", "správ", "wiadomoś", "сообщени", "повідомлен",
        "съобщени", "poruk", "порук", "sporočil", "üzenet", "mesaj", "μήνυμα", "meddelande", "besked", "melding", "viesti",
        "رسالة", "الرسالة", "پیام", "הודעה", "پیغام", "मैसेज", "संदेश", "মেসেজ", "pesan", "mesej", "tin nhắn", "ข้อความ", "消息", "訊息",
        "信息", "メッセージ", "메시지", "missatge", "sõnum", "ziņ", "žinut", "ujumbe",
    ]
}

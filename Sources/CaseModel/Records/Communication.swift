/// A message that a participant sent, of any kind.
package struct Message: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case text, media, location, contact, poll, sticker, deleted, mail, sms, mms, other
    }

    /// What became of it, where the source says so. A draft or failed message was never sent.
    package enum Delivery: String, Hashable, Sendable, CaseIterable {
        case sent, received, draft, failed, queued, unknown
    }

    /// The platform's own id of the message (Message-ID, Telegram id); nil when the format has none.
    package var id: String?
    /// Distinguishes conversations inside one item (chat id, phone number, mail thread root); empty when there is one.
    package var conversation: String
    package var conversationTitle: String?
    package var time: EventTime
    package var editedTime: EventTime?
    package var sender: Participant
    package var recipients: [Participant]
    package var kind: Kind
    package var delivery: Delivery
    package var subject: String?
    /// The words as they stand, all code points kept.
    package var text: String
    package var attachments: [Attachment]
    /// Id of the message this one answers.
    package var replyTo: String?
    package var forwardedFrom: String?
    package var isEdited: Bool
    /// Further fields that matter as evidence, by their name in the source (`Received`, `DKIM-Signature`, `reaction`).
    package var extra: [NamedText]

    package init(
        id: String? = nil, conversation: String = "", conversationTitle: String? = nil, time: EventTime,
        sender: Participant, recipients: [Participant] = [], kind: Kind, delivery: Delivery = .unknown,
        subject: String? = nil, text: String, attachments: [Attachment] = [], replyTo: String? = nil,
        forwardedFrom: String? = nil, isEdited: Bool = false, editedTime: EventTime? = nil, extra: [NamedText] = []
    ) {
        self.id = id
        self.conversation = conversation
        self.conversationTitle = conversationTitle
        self.time = time
        self.editedTime = editedTime
        self.sender = sender
        self.recipients = recipients
        self.kind = kind
        self.delivery = delivery
        self.subject = subject
        self.text = text
        self.attachments = attachments
        self.replyTo = replyTo
        self.forwardedFrom = forwardedFrom
        self.isEdited = isEdited
        self.extra = extra
    }
}

/// A file a message names. The intake finds the item with that name beside the export, if there is one.
package struct Attachment: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// The item of the intake that holds the bytes.
        case item(Int)
        /// Named, but not in the container.
        case missing
        /// The export was made without media.
        case omitted
    }

    /// As written; nil when the source only says that there was one.
    package let name: String?
    package let mediaType: String?
    package let state: State

    package init(name: String?, mediaType: String? = nil, state: State) {
        self.name = name
        self.mediaType = mediaType
        self.state = state
    }
}

/// A field kept by the name its source gives it.
package struct NamedText: Hashable, Sendable {
    package let name: String
    package let text: String

    package init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }
}

/// What the platform itself wrote into a conversation: joins, encryption notices, changed numbers.
package struct SystemNotice: Hashable, Sendable {
    package var id: String?
    package var conversation: String
    package var conversationTitle: String?
    package var time: EventTime
    package var text: String
    package var actor: Participant?

    package init(
        id: String? = nil, conversation: String = "", conversationTitle: String? = nil, time: EventTime, text: String,
        actor: Participant? = nil
    ) {
        self.id = id
        self.conversation = conversation
        self.conversationTitle = conversationTitle
        self.time = time
        self.text = text
        self.actor = actor
    }
}

/// A voice or video call, also one that was not answered.
package struct Call: Hashable, Sendable {
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case answered, missed, rejected, cancelled, voicemail, blocked, unknown
    }

    package enum Direction: String, Hashable, Sendable, CaseIterable { case incoming, outgoing, unknown }

    package var id: String?
    package var conversation: String
    package var conversationTitle: String?
    package var time: EventTime
    package var direction: Direction
    package var outcome: Outcome
    package var isVideo: Bool
    /// The side that is not the owner of the export, or the caller where that is all the source says.
    package var party: Participant
    package var durationSeconds: Int?
    /// As written, for calls that stand as a sentence in a chat.
    package var text: String

    package init(
        id: String? = nil, conversation: String = "", conversationTitle: String? = nil, time: EventTime,
        direction: Direction, outcome: Outcome, isVideo: Bool = false, party: Participant, durationSeconds: Int? = nil,
        text: String = ""
    ) {
        self.id = id
        self.conversation = conversation
        self.conversationTitle = conversationTitle
        self.time = time
        self.direction = direction
        self.outcome = outcome
        self.isVideo = isVideo
        self.party = party
        self.durationSeconds = durationSeconds
        self.text = text
    }
}

"""Words of any story: a table, a cup of tea, Tuesday. Alone they say nothing of a statement."""

import re

from journal.domain.stems import stem

EVERYDAY = frozenset(
    map(
        stem,
        re.findall(
            r"\w+",
            """
        week day today yesterday tomorrow time first last next new old good bad nice help
        support work worker talk said say tell ask feel feeling think know see saw look come go
        went get want need try start stop keep put take give make find person people man woman
        life year month hour minute morning afternoon evening night thing things way bit place
        home house room back together around session meeting meet group friend peer service
        staff team role learn lead use long little big small right wrong hard easy great able
        sure maybe always sometimes usually never not no yes can could now away part end side
        point word hand face head eye phone call ring text car door sit walk turn show bring
        leave live change different someone somebody something anything nothing everything
        everyone everybody anyone lovely love happy bus train tea coffee lunch food shop town
        road weather football garden cat dog quiet loud open close hear listen mean remember
        wait happen idea question answer story school job money family mother father child
        partner tonight early late until lost hall match screen chair window washing asleep fell
        fall river bread parcel pound fine paint waited park packing monday tuesday wednesday
        thursday friday saturday sunday one two three four five six seven eight nine ten eleven
        twelve twenty thirty forty fifty hundred thousand dozen half quarter pounds quid fiver
        tenner pence penny second third fourth twice once later ago already almost nearly
        afterwards before behind beside below above between across along outside inside upstairs
        downstairs near far middle somewhere anywhere nowhere instead rather enough whole full
        empty straight halfway fortnight weekend spring summer autumn winter january february
        march april june july august september october november december christmas birthday
        clock o'clock midnight noon pm am table desk bench sofa bed bedroom kitchen corridor
        stairs step steps floor wall ceiling roof gate fence garage shed cupboard drawer fridge
        kettle cooker oven toaster boiler telly tv radio lamp light bulb carpet curtain box bag
        bottle tin jar bowl plate spoon knife fork towel soap bucket paper pen pencil card
        envelope stamp page pages letter file printer whiteboard flipchart board poster notebook
        diary bike van lorry taxi boat plane station street lane corner hill field sea beach pub
        club cinema library church hotel bank office reception centre building biscuit biscuits
        cake crisps chips sandwich toast milk sugar butter egg eggs soup dinner breakfast supper
        brew cup mug pint beer drink apple banana potato rice coat jacket jumper shirt trousers
        jeans shoe shoes boot boots sock socks hat scarf glove gloves glasses watch purse wallet
        key keys arm arms leg legs knee knees foot feet neck shoulder shoulders throat chest
        stomach belly hair nose ear ears tooth teeth mouth lip lips finger fingers skin bone red
        blue green yellow black white brown grey pink purple orange colour colours bright dark
        hot cold warm cool wet dry rain rained snow sun sunny wind windy storm dogs cats bird
        birds horse fish mouse rabbit spider slow slowly quick quickly fast soft softly heavy
        thick thin tall short wide narrow deep high low top bottom front sideways older younger
        girl boy baby lady gentleman chap bloke fella aunt uncle cousin nephew niece gran
        grandad grandma neighbour neighbours sat stood lay leaned turned looked stared glanced
        nodded shrugged laughed smiled grinned sighed coughed sneezed breathed shouted whispered
        mumbled muttered joked teased hummed sang ran jumped climbed dropped picked pulled
        pushed threw caught carried lifted wiped washed cooked ate drank slept woke dressed
        drove rode flew swam danced played painted drew cut glued folded poured spilled shut
        locked unlocked opened knocked banged slammed rang phoned texted emailed typed printed
        posted parked arrived stayed moved passed crossed followed reached stuck mentioned
        explained replied answered spoke talked chatted moaned mention wonder wondered reckon
        reckoned guess guessed suppose supposed notice noticed lot load loads couple few several
        pair bunch pile best worst better worse least most more less only even just still yet
        again too also quite clear sort rest order spot sign piece sound slot mate mates proper
        properly honest honestly actually really rule case count counts pass run break fit cost
        costs course
        """,
        ),
    )
)
